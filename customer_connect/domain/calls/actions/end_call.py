"""A call is over."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.calls.callers import participant_in
from customer_connect.domain.calls.enums import CallOutcome, RequestState
from customer_connect.domain.calls.models import Call


@transaction.atomic
def end_call(*, call: Call, outcome: CallOutcome) -> None:
    """Note how a call ended; whoever was verified is so no longer. The first ending counts.

    A caller who was passed on stays in the agents' queue; one who hung up leaves it.
    """
    now = timezone.now()
    ended = Call.objects.filter(pk=call.pk).under_way().update(ended_at=now, outcome=outcome)
    if not ended:
        return
    call.refresh_from_db(fields=["ended_at", "outcome"])
    if outcome != CallOutcome.TRANSFERRED:
        call.agent_requests.filter(state=RequestState.WAITING).update(state=RequestState.LEFT, closed_at=now)
    if call.participant_id is not None:
        record(
            "calls.ended",
            by=participant_in(call),
            participant_id=call.participant_id,
            call=call.key.hex,
            outcome=outcome.value,
        )
