"""Cancelling temporary PINs whose letter came back or was never mailed: somebody else may have opened it."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.messages import TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.models import TemporaryPin


def cancel_returned_pins() -> int:
    """Cancel every mailed PIN in force whose letter went to a bad address. Returns how many there were."""
    its_letter = Delivery.objects.filter(
        participant=OuterRef("user__participant"),
        message=TemporaryPinLetter.name,
        channel=Channel.LETTER,
        state=State.FAILED,
        reason=Reason.BAD_ADDRESS,
        queued_at__gte=OuterRef("issued_at"),
    )
    in_force = TemporaryPin.objects.filter(
        Exists(its_letter), sent_by=Channel.LETTER, used_at=None, expires_at__gt=timezone.now()
    )
    return sum(_cancel(pin) for pin in list(in_force.select_related("user")))


@transaction.atomic
def _cancel(pin: TemporaryPin) -> bool:
    """Remove the PIN, unless it was used or replaced meanwhile."""
    cancelled, _ = TemporaryPin.objects.filter(pk=pin.pk, hash=pin.hash, used_at=None).delete()
    if cancelled:
        by = Actor.system("returned-letters")
        record("identity.temporary_pin_cancelled", by=by, participant_id=pin.user.participant_id)
    return bool(cancelled)
