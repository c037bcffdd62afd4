"""PINs of participants."""

from datetime import datetime

from django.db import models

from customer_connect.domain.identity.models.users import User


class Pin(models.Model):
    """The one PIN of a user, kept as a peppered Argon2id hash.

    A temporary PIN has an end (`expires_at`) and works once: signing in with it sets `used_at`. Failures are not
    counted here but in AccountThrottle, which does the same for numbers that belong to nobody.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="pin")
    hash = models.CharField(max_length=200)
    is_temporary = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_temporary=False) | models.Q(expires_at__isnull=False),
                name="a_temporary_pin_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Temporary PIN' if self.is_temporary else 'PIN'} of {self.user_id}"

    def is_expired(self, now: datetime) -> bool:
        """Tell whether a temporary PIN's time is over."""
        return self.expires_at is not None and self.expires_at <= now

    @property
    def is_spent(self) -> bool:
        """Whether a temporary PIN has been signed in with."""
        return self.is_temporary and self.used_at is not None
