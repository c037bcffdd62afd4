"""Passkeys."""

from django.db import models

from customer_connect.domain.identity.models.users import User


class PasskeyQuerySet(models.QuerySet["Passkey"]):
    """Passkeys, always asked for by their owner."""

    def visible_to(self, user: User) -> "PasskeyQuerySet":
        """Return this user's passkeys, oldest first."""
        return self.filter(user=user).order_by("id")


class Passkey(models.Model):
    """A WebAuthn credential: a public key whose private half never leaves its owner's device or password manager.

    `sign_count` is the authenticator's own count of uses, where it keeps one; it may only grow.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=40)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    transports = models.JSONField(default=list)
    is_backed_up = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    objects = PasskeyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
