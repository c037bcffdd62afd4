"""Email addresses that mail came back from, or whose reader called it spam.

The address belongs to the person or the system of record; this is what we learned of it ourselves.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customer_connect.core.sealing import blind_index
from customer_connect.domain.deliveries.models.deliveries import Delivery

_BAD_EMAIL_PURPOSE = "bad-email"


class BadEmailKind(models.TextChoices):
    """Why no more mail goes to an address."""

    BOUNCED = "bounced", _("Mail to this address came back")
    COMPLAINED = "complained", _("Its reader marked our mail as spam")
    TOLD = "told", "Staff were told that it is bad"


def email_index(address: str) -> bytes:
    """Return the fingerprint of an email address, whatever its case."""
    return blind_index(address.strip().casefold(), purpose=_BAD_EMAIL_PURPOSE)


class BadEmailQuerySet(models.QuerySet["BadEmail"]):
    """Bad email addresses, found only by who knows the address."""

    def of(self, address: str) -> "BadEmailQuerySet":
        """Return the entry of this address, if there is one."""
        return self.filter(address_index=email_index(address))


class BadEmail(models.Model):
    """An address to which nothing goes but what its reader has just asked for. `status` is as in RFC 3463.

    `delivery` is the email that told so, or None where staff were told; then `note` says how they know.
    """

    address_index = models.BinaryField(max_length=32, unique=True)
    kind = models.CharField(max_length=10, choices=BadEmailKind)
    status = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=120, blank=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    objects = BadEmailQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Bad email address {self.pk}"


class SoftBounce(models.Model):
    """One email that came back for now. Many in few days are as one for good."""

    address_index = models.BinaryField(max_length=32)
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address_index"], name="soft_bounce_by_address"),
            models.Index(fields=["noted_at"], name="soft_bounce_by_time"),
        ]

    def __str__(self) -> str:
        return f"Email {self.delivery_id} came back for now"
