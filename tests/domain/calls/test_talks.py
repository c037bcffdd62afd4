"""What agents do with callers and with those who want to be called back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.actions.agent_requests import note_caller_left, queue_for_agent, take_call
from customer_connect.domain.calls.actions.call_backs import request_call_back
from customer_connect.domain.calls.actions.refer import settle_referral
from customer_connect.domain.calls.actions.settle import settle_call, settle_call_back
from customer_connect.domain.calls.actions.work_call_backs import (
    give_back_call_back,
    note_no_answer,
    take_call_back,
)
from customer_connect.domain.calls.enums import AgentReason, CallBackState, RequestState, TalkOutcome
from customer_connect.domain.calls.exceptions import AlreadySettled, NotTaken, NotWaiting, TakenByOther
from customer_connect.domain.calls.models import AgentRequest, Call, CallBack, Referral
from customer_connect.domain.calls.people import calls_of
from customer_connect.domain.calls.retention import forget_old_calls
from customer_connect.domain.calls.talks import Later, Talk
from customer_connect.domain.calls.windows import Window, next_window
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.calls.agents import NUMBER, actor_of, call_by, waiting_call, wanted_call_back
from tests.factories import cal
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")
ANSWERED = Talk(TalkOutcome.ANSWERED, "Asked for the date of the last payment.")


@pytest.fixture
def ada():
    return staff_member("Ada", StaffRole.AGENT)


@pytest.fixture
def bea():
    return staff_member("Bea", StaffRole.AGENT)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CALIFORNIA)


def morning():
    return next_window(timezone.now(), morning=True)


def test_two_agents_cannot_take_the_same_call_and_the_one_who_did_writes_it_up_once(ada, bea):
    request = waiting_call(person := cal())
    same = AgentRequest.objects.get(pk=request.pk)
    take_call(request=request, staff=ada, by=actor_of(ada))
    with pytest.raises(NotWaiting):
        take_call(request=same, staff=bea, by=actor_of(bea))
    with pytest.raises(NotWaiting):
        note_caller_left(request=same, by=actor_of(bea))
    with pytest.raises(NotTaken):
        settle_call(request=request, talk=ANSWERED, staff=bea, by=actor_of(bea))
    settle_call(request=request, talk=ANSWERED, staff=ada, by=actor_of(ada))
    with pytest.raises(AlreadySettled):
        settle_call(request=request, talk=ANSWERED, staff=ada, by=actor_of(ada))
    request.refresh_from_db()
    assert (request.taken_by, request.outcome, request.note) == (ada, "answered", ANSWERED.note)
    assert list(Event.objects.about(person.pk).order_by("id").values_list("action", flat=True)) == [
        "calls.agent_asked",
        "calls.ended",
        "calls.agent_answered",
        "calls.settled",
    ]


def test_a_caller_whose_pin_was_changed_meanwhile_is_not_passed_on_as_verified():
    person = cal()
    call = call_by(person)
    call.verified_under = "an earlier PIN"
    call.save()

    request = queue_for_agent(call=call, queue="agents", reason=AgentReason.ASKED)
    assert (request.participant, request.is_verified) == (None, False)


def test_a_caller_whose_pin_was_changed_meanwhile_is_not_called_back_as_verified():
    call = call_by(cal())
    call.verified_under = "an earlier PIN"
    call.save()

    call_back = request_call_back(
        call=call, number=NUMBER, window=morning(), language="en", reason=AgentReason.ASKED
    )
    assert call_back.participant is None
    assert Event.objects.get(action="calls.call_back_asked").participant_number is None


def test_a_caller_who_must_have_left_hours_ago_cannot_be_taken(ada):
    with time_machine.travel(timezone.now() - timedelta(hours=2, minutes=1), tick=True):
        request = waiting_call(cal())
    with pytest.raises(NotWaiting):
        take_call(request=request, staff=ada, by=actor_of(ada))


def test_whoever_left_the_line_leaves_the_queue():
    request = waiting_call()
    note_caller_left(request=request, by=actor_of(staff_member("Ada", StaffRole.AGENT)))
    assert not AgentRequest.objects.waiting(timezone.now()).exists()
    request.refresh_from_db()
    assert request.state == RequestState.LEFT


def test_what_is_passed_on_is_a_task_of_the_caseworker_and_outlives_the_call(ada):
    person = cal()
    worker = person.memberships.get().caseworker
    with time_machine.travel(timezone.now() - timedelta(days=800), tick=True):
        request = waiting_call()
        take_call(request=request, staff=ada, by=actor_of(ada))
        talk = Talk(TalkOutcome.REFERRED, "Wants the order reviewed.", participant=person)
        settle_call(request=request, talk=talk, staff=ada, by=actor_of(ada))
    assert list(calls_of(person)) == [request.call]
    forget_old_calls()
    referral = Referral.objects.open().get()
    assert (referral.participant, referral.note, referral.call) == (person, "Wants the order reviewed.", None)
    assert worker is None or referral in Referral.objects.for_caseworker(worker)
    settle_referral(referral=referral, staff=ada, by=actor_of(ada))
    settle_referral(referral=referral, staff=ada, by=actor_of(ada))
    assert not Referral.objects.open().exists()
    assert Event.objects.filter(action="calls.referral_settled").count() == 1


def test_a_call_of_somebody_whom_the_agent_knew_is_kept_as_long_as_other_peoples(ada):
    with time_machine.travel(timezone.now() - timedelta(days=91), tick=True):
        request = waiting_call()
        waiting_call()
        take_call(request=request, staff=ada, by=actor_of(ada))
        talk = Talk(TalkOutcome.ANSWERED, participant=cal())
        settle_call(request=request, talk=talk, staff=ada, by=actor_of(ada))
    forget_old_calls()
    assert Call.objects.get() == request.call


def test_a_promise_to_call_back_is_kept_with_the_number_and_the_time(ada):
    person = cal()
    request = waiting_call(person)
    take_call(request=request, staff=ada, by=actor_of(ada))
    talk = Talk(TalkOutcome.CALL_LATER, later=Later("+12135550177", window := morning()))
    settle_call(request=request, talk=talk, staff=ada, by=actor_of(ada))
    call_back = CallBack.objects.waiting().get()
    assert (call_back.participant, call_back.number, call_back.from_at) == (
        person,
        "+12135550177",
        window.from_at,
    )
    take_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
    settle_call_back(call_back=call_back, talk=talk, staff=ada, by=actor_of(ada))
    assert CallBack.objects.waiting().get() != call_back


def test_two_agents_cannot_call_the_same_person_back_until_a_claim_has_run_out(ada, bea):
    call_back = wanted_call_back(window=morning())
    take_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
    take_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
    with pytest.raises(TakenByOther, match="Ada"):
        take_call_back(call_back=call_back, staff=bea, by=actor_of(bea))
    with pytest.raises(NotTaken):
        settle_call_back(call_back=call_back, talk=ANSWERED, staff=bea, by=actor_of(bea))
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        take_call_back(call_back=call_back, staff=bea, by=actor_of(bea))
        with pytest.raises(NotTaken):
            give_back_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
        give_back_call_back(call_back=call_back, staff=bea, by=actor_of(bea))
        take_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
        settle_call_back(call_back=call_back, talk=ANSWERED, staff=ada, by=actor_of(ada))
        with pytest.raises(AlreadySettled):
            settle_call_back(call_back=call_back, talk=ANSWERED, staff=ada, by=actor_of(ada))
        with pytest.raises(AlreadySettled):
            take_call_back(call_back=call_back, staff=bea, by=actor_of(bea))


def test_whoever_does_not_answer_is_tried_on_the_next_half_day_over_a_holiday_then_given_up(ada):
    # The afternoon before Christmas, a Friday; after it comes a weekend.
    with time_machine.travel(at("2026-12-24 12:30"), tick=False) as clock:
        call_back = wanted_call_back(
            window=Window(at("2026-12-24 12:00"), at("2026-12-24 17:00")), language="es"
        )
        for day in ("2026-12-28", "2026-12-29"):
            take_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
            note_no_answer(call_back=call_back, staff=ada, by=actor_of(ada))
            call_back.refresh_from_db()
            assert (call_back.from_at, call_back.until_at) == (at(f"{day} 12:00"), at(f"{day} 17:00"))
            assert call_back.holder is None
            assert not call_back.is_overdue
            clock.move_to(at(f"{day} 17:30"))
            assert call_back.is_overdue
        take_call_back(call_back=call_back, staff=ada, by=actor_of(ada))
        note_no_answer(call_back=call_back, staff=ada, by=actor_of(ada))
        with pytest.raises(NotTaken):
            note_no_answer(call_back=call_back, staff=ada, by=actor_of(ada))
    call_back.refresh_from_db()
    assert (call_back.state, call_back.tries) == (CallBackState.NOT_REACHED, 3)
    assert call_back.settled_at is not None


def test_numbers_are_sealed_in_the_table(ada):
    call_back = wanted_call_back(window=morning())
    assert NUMBER.encode() not in bytes(call_back.number_sealed or b"")
