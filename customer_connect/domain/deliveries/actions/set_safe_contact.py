"""Saying how one wishes to be reached."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.deliveries.models import SafeContact
from customer_connect.domain.deliveries.models.safe_contacts import NOTE_PURPOSE


@transaction.atomic
def set_safe_contact(
    *, participant: Participant, unsafe_ways: Collection[ContactWay], note: str, by: Actor
) -> SafeContact:
    """Keep which ways are not safe for this person. It takes effect at once."""
    ways = sorted(way.value for way in set(unsafe_ways))
    wishes, _ = SafeContact.objects.update_or_create(
        participant=participant,
        defaults={
            "unsafe_ways": ways,
            "note_sealed": seal(note.strip(), purpose=NOTE_PURPOSE) if note.strip() else None,
            "changed_at": timezone.now(),
        },
    )
    record("deliveries.safe_contact_set", by=by, participant_id=participant.pk, unsafe=ways)
    return wishes
