"""Trusting an address again that mail came back from."""

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.models import BadAddress
from customer_connect.domain.deliveries.postal_addresses import address_lines_of, name_on_envelope


@transaction.atomic
def clear_bad_address(*, participant: Participant, by: Actor) -> bool:
    """Send mail again to the address on file. Returns whether it was marked as bad."""
    bad = BadAddress.objects.of(name_on_envelope(participant), address_lines_of(participant))
    deleted, _ = bad.delete()
    if deleted:
        record("deliveries.address_cleared", by=by, participant_id=participant.pk)
    return bool(deleted)
