"""Which email addresses and phone numbers can be relied on to reach a person."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.db.models.lookups import Exact

from customer_connect.core.agencies import agency
from customer_connect.core.sealing import blind_index, unseal
from customer_connect.domain.cases.models import Participant, PostalAddress
from customer_connect.domain.deliveries.enums import Channel

CONTACT_PURPOSE = "confirmed-contact"


def contact_index(address: str) -> bytes:
    """Return the fingerprint by which an email address or phone number is found again, whatever its case."""
    return blind_index(address.strip().casefold(), purpose=CONTACT_PURPOSE)


class ConfirmedContactQuerySet(models.QuerySet["ConfirmedContact"]):
    """Confirmed contacts, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "ConfirmedContactQuerySet":
        """Return this person's own, newest first."""
        return self.filter(participant=participant).order_by("-confirmed_at")

    def of_address(self, channel: Channel, address: str) -> "ConfirmedContactQuerySet":
        """Return those for one address."""
        return self.filter(channel=channel, address_index=contact_index(address))

    def trusted(self, now: datetime) -> "ConfirmedContactQuerySet":
        """Return those that secrets may be sent to."""
        return self.filter(trusted_from__lte=now)


class ConfirmedContact(models.Model):
    """An email address or phone number at which a signed-in person has read a code and typed it here.

    Confirmed, it may be used for messages. Secrets go there only from `trusted_from` on: at once when a second factor
    had been given in that session, else after the agency's hold, because whoever got hold of a PIN could add an
    address of their own.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="confirmed_contacts")
    channel = models.CharField(max_length=6, choices=Channel)
    address_index = models.BinaryField(max_length=32)
    address_sealed = models.BinaryField()
    address_masked = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()
    trusted_from = models.DateTimeField()

    objects = ConfirmedContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "channel", "address_index"], name="a_contact_is_confirmed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.address_masked}"

    @property
    def address(self) -> str:
        """The address in clear."""
        return unseal(bytes(self.address_sealed), purpose=CONTACT_PURPOSE)


class EmailOnFileQuerySet(models.QuerySet["EmailOnFile"]):
    """Emails of the system of record and their age."""

    def is_old_enough(self, participant: Participant, now: datetime) -> bool:
        """Tell whether the email now on file has been there for the agency's hold, or from the beginning."""
        held_until = now - timedelta(days=agency().pin.contact_change_hold_days)
        is_old = Q(changed_at=None) | Q(changed_at__lte=held_until)
        return self.filter(is_old, participant=participant, email=participant.email).exists()


class EmailOnFile(models.Model):
    """The email that the system of record had for a person when we last looked, and when it became that one.

    The one that came with the person has no `changed_at`. A person not looked at yet has no row, and an email that
    differs from the row is newer than it: neither is old enough.
    """

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="email_on_file"
    )
    email = models.CharField(max_length=254, blank=True)
    changed_at = models.DateTimeField(null=True)

    objects = EmailOnFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Email of {self.participant_id}"


ADDRESS_PARTS = ("address_line_1", "address_line_2", "city", "state", "postal_code", "country")


class AddressOnFileQuerySet(models.QuerySet["AddressOnFile"]):
    """Postal addresses of the system of record and their age."""

    def old_enough(self, now: datetime) -> "AddressOnFileQuerySet":
        """Return those of people whose address now on file has been there for the agency's hold, or always."""
        held_until = now - timedelta(days=agency().pin.contact_change_hold_days)
        is_old = Q(changed_at=None) | Q(changed_at__lte=held_until)
        return self.filter(is_old, _is_on_file())

    def outdated(self) -> "AddressOnFileQuerySet":
        """Return those of people whose address, or its validity, is no longer what was noted."""
        return self.exclude(_is_on_file(), is_address_valid=F("participant__is_address_valid"))


def _is_on_file() -> Q:
    """Hold for a noted address that is the one on file. Written in other letters it is no new one."""
    return Q(*(Q(Exact(Upper(part), Upper(f"participant__{part}"))) for part in ADDRESS_PARTS))


class AddressOnFile(PostalAddress):
    """The postal address that the system of record had for a person when we last looked, as EmailOnFile."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="address_on_file"
    )
    changed_at = models.DateTimeField(null=True)

    objects = AddressOnFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Address of {self.participant_id}"

    def is_of(self, participant: Participant) -> bool:
        """Tell whether this is the address on file, in whatever letters."""
        return all(
            getattr(self, part).upper() == getattr(participant, part).upper() for part in ADDRESS_PARTS
        )
