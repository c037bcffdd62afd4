"""Trusting an email address again that mail came back from."""

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.models import BadEmail, SoftBounce, email_index


@transaction.atomic
def clear_bad_email(*, address: str, participant: Participant | None = None, by: Actor) -> bool:
    """Send mail to this address again. Returns whether it was marked as bad.

    The participant is whoever has proven that they read it.
    """
    deleted, _ = BadEmail.objects.of(address).delete()
    SoftBounce.objects.filter(address_index=email_index(address)).delete()
    if deleted:
        record("deliveries.email_cleared", by=by, participant_id=participant.pk if participant else None)
    return bool(deleted)
