"""Writing up a talk: what came of it, and what has to follow."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.actions.call_backs import promise_call_back
from customer_connect.domain.calls.actions.refer import refer_to_caseworker
from customer_connect.domain.calls.enums import AgentReason, CallBackState, RequestState, TalkOutcome
from customer_connect.domain.calls.exceptions import AlreadySettled, NotTaken
from customer_connect.domain.calls.models import AgentRequest, CallBack
from customer_connect.domain.calls.talks import Talk
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def settle_call(*, request: AgentRequest, talk: Talk, staff: StaffMember, by: Actor) -> None:
    """Write up a call that was taken. Raises AlreadySettled; NotTaken for anybody but who took it."""
    participant = request.participant if request.is_verified else talk.participant
    mine = AgentRequest.objects.filter(pk=request.pk, taken_by=staff, state=RequestState.ANSWERED)
    written = mine.filter(settled_at=None).update(
        outcome=talk.outcome, note=talk.note, participant=participant, settled_at=timezone.now()
    )
    if not written:
        raise AlreadySettled if mine.exists() else NotTaken
    _follow(request, talk, participant, staff, by)
    _note("calls.settled", request, talk, participant, by)


@transaction.atomic
def settle_call_back(*, call_back: CallBack, talk: Talk, staff: StaffMember, by: Actor) -> None:
    """Write up that somebody was called back and spoken with. Raises AlreadySettled, NotTaken."""
    participant = call_back.participant or talk.participant
    mine = CallBack.objects.filter(pk=call_back.pk, taken_by=staff)
    written = mine.filter(state=CallBackState.WAITING).update(
        state=CallBackState.DONE,
        outcome=talk.outcome,
        note=talk.note,
        participant=participant,
        settled_at=timezone.now(),
    )
    if not written:
        settled = CallBack.objects.filter(pk=call_back.pk).exclude(state=CallBackState.WAITING)
        raise AlreadySettled if settled.exists() else NotTaken
    _follow(call_back, talk, participant, staff, by)
    _note("calls.call_back_settled", call_back, talk, participant, by)


def _follow(
    row: AgentRequest | CallBack, talk: Talk, participant: Participant | None, staff: StaffMember, by: Actor
) -> None:
    if talk.outcome == TalkOutcome.REFERRED:
        if participant is None:
            raise ValueError("Only of somebody known can a caseworker be told.")
        refer_to_caseworker(participant=participant, call=row.call, note=talk.note, staff=staff, by=by)
    if talk.outcome == TalkOutcome.CALL_LATER:
        if talk.later is None:
            raise ValueError("A promise to call back needs a number and a time.")
        reason = AgentReason(row.reason)
        promise_call_back(call=row.call, participant=participant, later=talk.later, reason=reason, by=by)


def _note(
    action: str, row: AgentRequest | CallBack, talk: Talk, participant: Participant | None, by: Actor
) -> None:
    record(
        action,
        by=by,
        participant_id=participant.pk if participant else None,
        call=row.call.key.hex,
        outcome=talk.outcome.value,
    )
