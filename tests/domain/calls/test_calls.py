from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.actions.agent_requests import (
    note_nobody_took,
    queue_for_agent,
    take_call,
)
from customer_connect.domain.calls.actions.begin_call import begin_call
from customer_connect.domain.calls.actions.call_backs import request_call_back
from customer_connect.domain.calls.actions.end_call import end_call
from customer_connect.domain.calls.actions.note_step import note_step
from customer_connect.domain.calls.actions.verify_caller import admit_caller
from customer_connect.domain.calls.callers import network_of
from customer_connect.domain.calls.enums import AgentReason, CallOutcome, RequestState
from customer_connect.domain.calls.exceptions import NotWaiting
from customer_connect.domain.calls.models import AgentRequest, Call, CallBack
from customer_connect.domain.calls.queues import expected_wait
from customer_connect.domain.calls.retention import forget_old_calls
from customer_connect.domain.calls.windows import next_window
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.networks import summary_of
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.calls.agents import actor_of
from tests.factories import cal, user_of
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")
NUMBER = "+19165550142"


def new_call(number: str = NUMBER) -> Call:
    return begin_call(
        gateway_call="a@b", channel=Channel.PHONE, number=number, line="+18669013212", language="en"
    )


def call_of(participant) -> Call:
    call = new_call()
    admit_caller(call=call, user=user_of(participant))
    return call


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALIFORNIA)


def test_a_call_keeps_its_number_sealed_and_its_path_without_what_was_typed():
    call = new_call()
    note_step(call=call, step="language=english", language="en")
    note_step(call=call, step="parent=yes", language="es")

    call.refresh_from_db()
    assert call.path == ["language=english", "parent=yes"]
    assert call.standing == "parent=yes"
    assert call.language == "es"
    assert call.number == NUMBER
    assert call.number_last_four == "0142"
    assert NUMBER.encode() not in bytes(call.number_sealed or b"")


def test_a_long_call_keeps_its_newest_steps():
    call = new_call()
    call.path = [f"step {n}" for n in range(300)]
    note_step(call=call, step="the last", language="en")
    assert len(call.path) == 300
    assert call.path[-1] == "the last"


def test_a_call_of_somebody_known_is_audited_when_it_ends_and_ends_once():
    call = call_of(person := cal())
    end_call(call=call, outcome=CallOutcome.CALLER)
    end_call(call=call, outcome=CallOutcome.LOST)

    call.refresh_from_db()
    assert call.outcome == CallOutcome.CALLER
    assert call.duration is not None
    assert [event.action for event in Event.objects.about(person.pk)] == ["calls.ended"]


def test_an_unknown_callers_tries_count_under_a_keyed_name_of_the_number():
    assert network_of(new_call()) == network_of(new_call())
    assert network_of(new_call()) != network_of(new_call("+19165550143"))
    assert NUMBER[1:] not in network_of(new_call())
    assert summary_of(network_of(new_call())) == "…42"
    assert len(network_of(new_call())) <= 64


def test_callers_who_withhold_their_number_are_each_counted_for_themselves():
    first, second = new_call(""), new_call("")
    assert network_of(first) != network_of(second)
    assert summary_of(network_of(first)) == ""


def test_a_caller_waits_once_until_an_agent_takes_the_call():
    call = call_of(person := cal())
    note_step(call=call, step="payments_menu", language="en")
    request = queue_for_agent(call=call, queue="agents", reason=AgentReason.ASKED)

    assert queue_for_agent(call=call, queue="agents", reason=AgentReason.ASKED) == request
    assert request.standing == "payments_menu"
    dee = staff_member("Dee")
    take_call(request=request, staff=dee, by=actor_of(dee))
    with pytest.raises(NotWaiting):
        take_call(request=request, staff=dee, by=actor_of(dee))
    actions = set(Event.objects.about(person.pk).values_list("action", flat=True))
    assert actions == {"calls.agent_asked", "calls.agent_answered"}


def test_a_caller_who_hangs_up_leaves_the_queue_and_one_passed_on_stays():
    hung_up, passed_on, refused = new_call(), new_call(), new_call()
    for call in (hung_up, passed_on, refused):
        queue_for_agent(call=call, queue="agents", reason=AgentReason.ASKED)
    end_call(call=hung_up, outcome=CallOutcome.CALLER)
    end_call(call=passed_on, outcome=CallOutcome.TRANSFERRED)
    note_nobody_took(call=refused)

    states = dict(AgentRequest.objects.values_list("call_id", "state"))
    assert states == {
        hung_up.pk: RequestState.LEFT,
        passed_on.pk: RequestState.WAITING,
        refused.pk: RequestState.FAILED,
    }


def answered(waited: timedelta, ago: timedelta = timedelta(minutes=5)) -> None:
    now = timezone.now()
    ada = StaffMember.objects.first() or staff_member("Ada", StaffRole.AGENT)
    AgentRequest.objects.create(
        taken_by=ada,
        call=new_call(),
        queue="agents",
        reason=AgentReason.ASKED,
        state=RequestState.ANSWERED,
        asked_at=now - ago - waited,
        answered_at=now - ago,
    )


def test_the_wait_is_told_from_recent_answers_and_not_guessed_from_few():
    now = timezone.now()
    assert expected_wait("agents", now=now).minutes is None
    for minutes in (2, 4, 9):
        answered(timedelta(minutes=minutes))
    answered(timedelta(minutes=90), ago=timedelta(hours=2))

    wait = expected_wait("agents", now=timezone.now())
    assert (wait.position, wait.minutes, wait.is_longer) == (1, 4, False)


def test_a_queue_that_stopped_moving_promises_no_short_wait():
    for _ in range(3):
        answered(timedelta(minutes=1))
    stuck = queue_for_agent(call=new_call(), queue="agents", reason=AgentReason.ASKED)
    AgentRequest.objects.filter(pk=stuck.pk).update(asked_at=timezone.now() - timedelta(minutes=45))

    wait = expected_wait("agents", now=timezone.now())
    assert wait.position == 2
    assert wait.is_longer


@pytest.mark.parametrize(
    ("now", "morning", "from_at", "until_at"),
    [
        ("2026-03-03 07:00", True, "2026-03-03 08:00", "2026-03-03 12:00"),
        ("2026-03-03 09:00", True, "2026-03-04 08:00", "2026-03-04 12:00"),
        ("2026-03-03 09:00", False, "2026-03-03 12:00", "2026-03-03 17:00"),
        ("2026-03-06 18:00", True, "2026-03-09 08:00", "2026-03-09 12:00"),
        ("2026-12-24 13:00", False, "2026-12-28 12:00", "2026-12-28 17:00"),
    ],
)
def test_people_are_called_back_on_a_business_day(now, morning, from_at, until_at):
    window = next_window(at(now), morning=morning)
    assert (window.from_at, window.until_at) == (at(from_at), at(until_at))
    assert window.is_morning is morning


def test_a_request_to_be_called_back_takes_the_place_of_an_earlier_one():
    call = call_of(person := cal())
    window = next_window(timezone.now(), morning=True)
    for number in ("+19165550199", NUMBER):
        request_call_back(call=call, number=number, window=window, language="es", reason=AgentReason.ASKED)

    waiting = CallBack.objects.waiting().get()
    assert (waiting.number, waiting.participant, waiting.language) == (NUMBER, person, "es")


def test_old_records_lose_their_number_then_go():
    with time_machine.travel(timezone.now() - timedelta(days=31), tick=True):
        recent = new_call()
        request_call_back(
            call=recent,
            number=NUMBER,
            window=next_window(timezone.now(), morning=True),
            language="en",
            reason=AgentReason.ASKED,
        )
    with time_machine.travel(timezone.now() - timedelta(days=91), tick=True):
        nobodys, known = new_call(), call_of(cal())
    forget_old_calls()

    recent.refresh_from_db()
    assert recent.number == ""
    assert recent.outcome == CallOutcome.LOST
    assert CallBack.objects.waiting().get().number == NUMBER
    assert not Call.objects.filter(pk=nobodys.pk).exists()
    assert Call.objects.filter(pk=known.pk).exists()
