"""Issuing a first PIN unasked, once in a person's life."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.mail_temporary_pin import mail_temporary_pin
from customer_connect.domain.identity.first_pins import Skip, why_no_first_pin
from customer_connect.domain.identity.models import FirstPin, FirstPinOccasion


class NoFirstPin(Exception):
    """This person gets none. `why` tells."""

    def __init__(self, why: Skip) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def issue_first_pin(*, participant_id: int, occasion: FirstPinOccasion, by: Actor) -> FirstPin:
    """Mail a first PIN. Of two processes at the same person one waits for the other, and finds that it is done.

    Raises NoFirstPin and CannotHaveAPin.
    """
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant_id)
    now = timezone.now()
    if why := why_no_first_pin(participant, now):
        raise NoFirstPin(why)
    letter = mail_temporary_pin(participant=participant, was_requested=False, by=by)
    first = FirstPin.objects.create(
        participant=participant, occasion=occasion, issued_at=now, delivery=letter
    )
    record("identity.first_pin_issued", by=by, participant_id=participant.pk, occasion=occasion.value)
    return first
