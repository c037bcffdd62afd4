"""Asking to be called back."""

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.callers import caller_of, participant_in, verified_in
from customer_connect.domain.calls.enums import AgentReason, CallBackState, RequestState
from customer_connect.domain.calls.models import Call, CallBack
from customer_connect.domain.calls.models.calls import NUMBER_PURPOSE
from customer_connect.domain.calls.talks import Later
from customer_connect.domain.calls.windows import Window
from customer_connect.domain.cases.models import Participant


@transaction.atomic
def request_call_back(
    *, call: Call, number: str, window: Window, language: str, reason: AgentReason
) -> CallBack:
    """Keep a request to be called back, in place of an earlier one of the same call. The caller leaves the queue."""
    participant = verified_in(call)
    call.agent_requests.filter(state=RequestState.WAITING).update(
        state=RequestState.LEFT, closed_at=timezone.now()
    )
    return _keep(
        call=call,
        participant=participant,
        later=Later(number, window),
        language=language,
        reason=reason,
        by=participant_in(call) if participant else caller_of(call),
    )


def promise_call_back(
    *, call: Call, participant: Participant | None, later: Later, reason: AgentReason, by: Actor
) -> CallBack:
    """Keep what an agent promised at the end of a talk, in place of an earlier request of the same call."""
    return _keep(
        call=call, participant=participant, later=later, language=call.language, reason=reason, by=by
    )


@transaction.atomic
def _keep(
    *,
    call: Call,
    participant: Participant | None,
    later: Later,
    language: str,
    reason: AgentReason,
    by: Actor,
) -> CallBack:
    now = timezone.now()
    call.call_backs.waiting().update(state=CallBackState.WITHDRAWN, settled_at=now)
    call_back = CallBack.objects.create(
        call=call,
        participant=participant,
        number_sealed=seal(later.number, purpose=NUMBER_PURPOSE),
        number_last_four=later.number[-4:],
        channel=call.channel,
        language=language,
        reason=reason,
        from_at=later.window.from_at,
        until_at=later.window.until_at,
        asked_at=now,
    )
    record(
        "calls.call_back_asked",
        by=by,
        participant_id=call_back.participant_id,
        call=call.key.hex,
        reason=reason.value,
    )
    return call_back
