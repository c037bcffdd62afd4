"""Taking back letters that did not leave the house, because a newer one takes their place."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.models import BatchedLetter, Delivery


@transaction.atomic
def withdraw_letters(*, participant: Participant, message: str, by: Actor) -> int:
    """Withdraw this person's letters of one kind that are in no batch yet. Returns how many."""
    batched = BatchedLetter.objects.filter(delivery=OuterRef("pk"))
    waiting = Delivery.objects.filter(
        ~Exists(batched), participant=participant, channel=Channel.LETTER, state=State.QUEUED, message=message
    )
    withdrawn = waiting.update(state=State.SKIPPED, reason=Reason.REPLACED, context_sealed=None)
    if withdrawn:
        record("deliveries.letters_withdrawn", by=by, participant_id=participant.pk, message=message)
    return withdrawn
