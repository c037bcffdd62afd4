"""How people wish to be reached."""

from django.db import models

from customer_connect.core.sealing import unseal
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import ContactWay

NOTE_PURPOSE = "safe-contact-note"


class SafeContactQuerySet(models.QuerySet["SafeContact"]):
    """Wishes, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "SafeContactQuerySet":
        """Return this person's own."""
        return self.filter(participant=participant)


class SafeContact(models.Model):
    """The ways that are not safe for one person, and what the agency should know about it.

    It takes effect at once: it is not a request, and no system of record has to agree. The outbox keeps to it.
    """

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="safe_contact")
    unsafe_ways = models.JSONField(default=list)
    note_sealed = models.BinaryField(null=True)
    changed_at = models.DateTimeField()

    objects = SafeContactQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Wishes of {self.participant_id}"

    def allows(self, way: ContactWay) -> bool:
        """Tell whether the person may be reached this way."""
        return way.value not in self.unsafe_ways

    @property
    def note(self) -> str:
        """What the agency should know, in the person's words."""
        return unseal(bytes(self.note_sealed), purpose=NOTE_PURPOSE) if self.note_sealed else ""
