"""Asking to be called back, and what came of it."""

from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.callers import caller_of, participant_in
from customer_connect.domain.calls.enums import AgentReason, CallBackState, RequestState
from customer_connect.domain.calls.models import Call, CallBack
from customer_connect.domain.calls.models.calls import NUMBER_PURPOSE
from customer_connect.domain.calls.windows import Window


class AlreadySettled(Exception):
    """Somebody has settled this request."""


@transaction.atomic
def request_call_back(
    *, call: Call, number: str, window: Window, language: str, reason: AgentReason
) -> CallBack:
    """Keep a request to be called back, in place of an earlier one of the same call. The caller leaves the queue."""
    now = timezone.now()
    is_verified = call.verified_at is not None
    call.call_backs.waiting().update(state=CallBackState.WITHDRAWN, settled_at=now)
    call.agent_requests.filter(state=RequestState.WAITING).update(state=RequestState.LEFT, closed_at=now)
    call_back = CallBack.objects.create(
        call=call,
        participant_id=call.participant_id if is_verified else None,
        number_sealed=seal(number, purpose=NUMBER_PURPOSE),
        number_last_four=number[-4:],
        channel=call.channel,
        language=language,
        reason=reason,
        from_at=window.from_at,
        until_at=window.until_at,
        asked_at=now,
    )
    record(
        "calls.call_back_asked",
        by=participant_in(call) if is_verified else caller_of(call),
        participant_id=call_back.participant_id,
        call=call.key.hex,
        reason=reason.value,
    )
    return call_back


@transaction.atomic
def settle_call_back(*, call_back: CallBack, state: CallBackState, by: Actor) -> None:
    """Note what came of calling back. Raises AlreadySettled."""
    waiting = CallBack.objects.waiting().filter(pk=call_back.pk)
    if not waiting.update(state=state, settled_at=timezone.now()):
        raise AlreadySettled
    record(
        "calls.call_back_settled",
        by=by,
        participant_id=call_back.participant_id,
        call=call_back.call.key.hex,
        state=state.value,
    )
