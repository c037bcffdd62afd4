"""Passing callers to agents."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.callers import caller_of, participant_in
from customer_connect.domain.calls.enums import AgentReason, RequestState
from customer_connect.domain.calls.models import AgentRequest, Call


class NotWaiting(Exception):
    """This caller does not wait for an agent any more."""


@transaction.atomic
def queue_for_agent(*, call: Call, queue: str, reason: AgentReason) -> AgentRequest:
    """Put a caller into the agents' queue. Asking again in the same call changes nothing."""
    waiting = call.agent_requests.filter(state=RequestState.WAITING).first()
    if waiting is not None:
        return waiting
    request = AgentRequest.objects.create(
        call=call, queue=queue, reason=reason, standing=call.standing, asked_at=timezone.now()
    )
    record(
        "calls.agent_asked",
        by=caller_of(call) if call.verified_at is None else participant_in(call),
        participant_id=call.participant_id if call.verified_at else None,
        call=call.key.hex,
        reason=reason.value,
    )
    return request


def note_nobody_took(*, call: Call) -> None:
    """Note that the transfer failed: the caller is back in the dialogue."""
    waiting = call.agent_requests.filter(state=RequestState.WAITING)
    waiting.update(state=RequestState.FAILED, closed_at=timezone.now())


@transaction.atomic
def take_call(*, request: AgentRequest, by: Actor) -> None:
    """Note that an agent took the caller. Raises NotWaiting when another one did, or the caller left."""
    now = timezone.now()
    taken = AgentRequest.objects.filter(pk=request.pk, state=RequestState.WAITING).update(
        state=RequestState.ANSWERED, answered_at=now, closed_at=now
    )
    if not taken:
        raise NotWaiting
    record(
        "calls.agent_answered",
        by=by,
        participant_id=request.call.participant_id if request.call.verified_at else None,
        call=request.call.key.hex,
    )
