"""Agents, and callers who wait for them."""

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.calls.actions.agent_requests import queue_for_agent
from customer_connect.domain.calls.actions.begin_call import begin_call
from customer_connect.domain.calls.actions.call_backs import request_call_back
from customer_connect.domain.calls.actions.end_call import end_call
from customer_connect.domain.calls.actions.note_step import note_step
from customer_connect.domain.calls.actions.verify_caller import admit_caller
from customer_connect.domain.calls.enums import AgentReason, CallOutcome
from customer_connect.domain.calls.models import AgentRequest, Call, CallBack
from customer_connect.domain.calls.windows import Window
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.models import StaffMember
from tests.factories import user_of

NUMBER = "+19165550142"


def actor_of(staff: StaffMember) -> Actor:
    """Return somebody on the staff as an actor."""
    return Actor(ActorKind.STAFF, str(staff.pk), Channel.WEB)


def call_by(participant: Participant | None = None, *, number: str = NUMBER, language: str = "en") -> Call:
    """Begin a call; with a participant they signed in and went to their payments."""
    call = begin_call(
        gateway_call="a@b", channel=Channel.PHONE, number=number, line="+18669013212", language=language
    )
    steps = ["language=english", "parent=yes"]
    if participant is not None:
        admit_caller(call=call, user=user_of(participant))
        steps += ["identifier:number", "pin:number", "main_menu=payments", "payments_menu=agent"]
    for step in steps:
        note_step(call=call, step=step, language=language)
    return call


def waiting_call(participant: Participant | None = None, *, number: str = NUMBER) -> AgentRequest:
    """Pass a caller on to the agents, as the dialogue and the gateway do."""
    call = call_by(participant, number=number)
    request = queue_for_agent(call=call, queue="agents", reason=AgentReason.ASKED)
    end_call(call=call, outcome=CallOutcome.TRANSFERRED)
    return request


def wanted_call_back(
    participant: Participant | None = None, *, window: Window, language: str = "en"
) -> CallBack:
    """Ask to be called back."""
    call = call_by(participant, language=language)
    return request_call_back(
        call=call, number=NUMBER, window=window, language=language, reason=AgentReason.ASKED
    )
