"""Passing callers to agents, and agents taking them."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.callers import caller_of, participant_in, verified_in
from customer_connect.domain.calls.enums import AgentReason, RequestState
from customer_connect.domain.calls.exceptions import NotWaiting
from customer_connect.domain.calls.models import AgentRequest, Call
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def queue_for_agent(*, call: Call, queue: str, reason: AgentReason) -> AgentRequest:
    """Put a caller into the agents' queue. Asking again in the same call changes nothing."""
    waiting = call.agent_requests.filter(state=RequestState.WAITING).first()
    if waiting is not None:
        return waiting
    participant = verified_in(call)
    request = AgentRequest.objects.create(
        call=call,
        queue=queue,
        reason=reason,
        standing=call.standing,
        participant=participant,
        is_verified=participant is not None,
        asked_at=timezone.now(),
    )
    record(
        "calls.agent_asked",
        by=participant_in(call) if participant else caller_of(call),
        participant_id=participant.pk if participant else None,
        call=call.key.hex,
        reason=reason.value,
    )
    return request


def note_nobody_took(*, call: Call) -> None:
    """Note that the transfer failed: the caller is back in the dialogue."""
    waiting = call.agent_requests.filter(state=RequestState.WAITING)
    waiting.update(state=RequestState.FAILED, closed_at=timezone.now())


@transaction.atomic
def take_call(*, request: AgentRequest, staff: StaffMember, by: Actor) -> None:
    """Note that an agent took the caller.

    Raises NotWaiting when another one did, or the caller left: told to us, or so long ago that they must have.
    """
    now = timezone.now()
    taken = (
        AgentRequest.objects.waiting(now)
        .filter(pk=request.pk)
        .order_by()
        .update(state=RequestState.ANSWERED, answered_at=now, closed_at=now, taken_by=staff)
    )
    if not taken:
        raise NotWaiting
    request.refresh_from_db()
    record(
        "calls.agent_answered",
        by=by,
        participant_id=request.participant_id,
        call=request.call.key.hex,
        waited_seconds=round((now - request.asked_at).total_seconds()),
    )


@transaction.atomic
def note_caller_left(*, request: AgentRequest, by: Actor) -> None:
    """Take a caller out of the queue who is not on the line any more. Raises NotWaiting."""
    left = AgentRequest.objects.filter(pk=request.pk, state=RequestState.WAITING).update(
        state=RequestState.LEFT, closed_at=timezone.now()
    )
    if not left:
        raise NotWaiting
    record("calls.caller_left", by=by, participant_id=request.participant_id, call=request.call.key.hex)
