"""Marking an address as bad because somebody said so: the person, who lives there now, the post office."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.models import BadAddress, BadEmail, BadEmailKind, email_index
from customer_connect.domain.deliveries.models.addresses import address_index
from customer_connect.domain.deliveries.postal_addresses import address_lines_of, name_on_envelope


class NothingToMark(Exception):
    """There is no such address on file."""


@transaction.atomic
def mark_bad_address(*, participant: Participant, note: str, by: Actor) -> None:
    """Send no more mail to the postal address on file. Raises NothingToMark."""
    lines = address_lines_of(participant)
    if not lines:
        raise NothingToMark
    BadAddress.objects.get_or_create(
        address_index=address_index(name_on_envelope(participant), lines),
        defaults={"note": note[:120], "noted_at": timezone.now()},
    )
    record("deliveries.address_marked_bad", by=by, participant_id=participant.pk)


@transaction.atomic
def mark_bad_email(*, participant: Participant, note: str, by: Actor) -> None:
    """Send no more email to the address on file but what its reader has just asked for. Raises NothingToMark."""
    if not participant.email:
        raise NothingToMark
    BadEmail.objects.get_or_create(
        address_index=email_index(participant.email),
        defaults={"kind": BadEmailKind.TOLD, "note": note[:120], "noted_at": timezone.now()},
    )
    record("deliveries.email_marked_bad", by=by, participant_id=participant.pk)
