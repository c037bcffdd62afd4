"""PINs of participants: the chosen one, and a temporary one beside it."""

from datetime import datetime

from django.db import models

from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.identity.models.users import User


class Pin(models.Model):
    """The PIN that a user chose, kept as a peppered Argon2id hash.

    Failures are not counted here but in AccountThrottle, which does the same for numbers that belong to nobody.
    `emailed_at` is when it took the place of a temporary PIN that came by email, and stays with the PINs that follow:
    for the agency's hold, a code by email is no second factor beside what came from the same mailbox.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="pin")
    hash = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    emailed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"PIN of {self.user_id}"


class TemporaryPin(models.Model):
    """The temporary PIN that was issued last, kept as Pin is. It works beside the chosen one, once, until its end.

    Signing in with it sets `used_at`; choosing a PIN removes it. `sent_by` is how it went out, where it did: what
    came by email is no second factor beside a code by email.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="temporary_pin")
    hash = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=6, choices=Channel, blank=True)

    def __str__(self) -> str:
        return f"Temporary PIN of {self.user_id}"

    def is_expired(self, now: datetime) -> bool:
        """Tell whether its time is over."""
        return self.expires_at <= now
