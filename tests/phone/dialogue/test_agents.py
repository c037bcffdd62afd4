from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from customer_connect.domain.calls.enums import AgentReason, RequestState
from customer_connect.domain.calls.models import AgentRequest, CallBack
from tests.domain.calls.test_calls import answered
from tests.domain.identity.people import PIN
from tests.phone.callers import NUMBER, TestCaller
from tests.phone.conftest import CALIFORNIA

pytestmark = pytest.mark.django_db


def test_an_agent_is_there_by_zero_or_by_word_at_every_question(family):
    for keys in (["0"], ["1", "0"], ["1", "1", "0"], ["1", "1", family.ana.number, "0"], ["1", "2", "0"]):
        caller = TestCaller()
        caller.press(*keys)
        assert caller.question == "transfer", keys
        assert caller.turn.transfer_to == "agents"
        assert caller.said == "Please hold. I am connecting you with an agent."
    caller = TestCaller()
    caller.sign_in(family.ana.number, PIN)
    caller.speak("talk to a person")
    assert caller.question == "transfer"


def test_the_agent_finds_who_it_is_and_where_the_dialogue_stood(family):
    caller = TestCaller()
    caller.sign_in(family.ana.number, PIN)
    caller.press("1", "0")

    request = AgentRequest.objects.get()
    assert caller.turn.transfer_reference == str(request.pk)
    assert request.call.participant == family.ana
    assert request.is_verified
    assert request.call.verified_at is not None
    assert request.call.path == [
        "language=english",
        "parent=yes",
        "identifier:number",
        "pin:number",
        "main_menu=payments",
        "payments_menu=agent",
    ]
    assert request.reason == AgentReason.ASKED


def test_when_agents_are_busy_the_wait_is_told_and_a_call_back_offered(in_business_hours):
    for _ in range(3):
        answered(timedelta(minutes=12))
    caller = TestCaller()
    caller.press("1", "0")
    assert caller.said.startswith(
        "The wait for an agent is about twelve minutes. To wait for an agent, press one"
    )
    caller.press("1")
    assert caller.question == "transfer"
    second = TestCaller()
    second.press("1", "0")
    assert "You are number two in line." in second.said


def test_whoever_is_not_the_first_hears_their_place_before_they_are_connected(in_business_hours):
    for _ in range(3):
        answered(timedelta(minutes=2))
    TestCaller().press("1", "0")
    for channel, said in (("phone", "You are number two in line."), ("tty", "You are number 3 in line.")):
        caller = TestCaller(channel=channel)
        caller.type("1", "agent")
        assert caller.said == f"{said} Please hold. I am connecting you with an agent."
        assert caller.question == "transfer"


def test_a_very_long_wait_is_told_honestly(in_business_hours):
    for _ in range(3):
        answered(timedelta(minutes=50))
    caller = TestCaller()
    assert caller.press("1", "0").startswith("The wait for an agent is longer than thirty minutes.")


def test_outside_the_hours_the_hours_are_told_and_a_call_back_is_noted(at_night):
    caller = TestCaller()
    said = caller.press("1", "0")
    assert said.startswith(
        "No agent is here at this time. Agents answer Monday to Friday, from eight a.m. to five p.m., "
        "except on holidays. Do you want an agent to call you back?"
    )
    assert "which ends in zero one four two" in caller.speak("yes")
    said = caller.press("1", "1")
    assert said.startswith(
        "Thank you. An agent will call you on Monday, March sixteenth, twenty twenty-six, between eight a.m. and "
        "noon"
    )
    call_back = CallBack.objects.get()
    assert (call_back.number, call_back.language, call_back.participant) == (NUMBER, "en", None)
    assert not AgentRequest.objects.exists()
    assert caller.speak("no").endswith("Goodbye.")


def test_another_number_is_read_back_before_it_is_called(at_night):
    caller = TestCaller()
    caller.press("2", "0", "1", "2")
    said = caller.press("2135550177")
    assert said.startswith(
        "El número es dos uno tres, cinco cinco cinco, cero uno siete siete. ¿Es correcto?"
    )
    caller.press("1")
    caller.speak("por la tarde")
    assert CallBack.objects.get().number == "+12135550177"
    assert CallBack.objects.get().language == "es"


def test_whoever_withholds_their_number_is_asked_for_one(at_night):
    caller = TestCaller(number="")
    caller.press("1", "0", "1")
    assert caller.question == "call_back_number"
    assert "ten digits" in caller.press("555", "1")


def test_a_number_that_cannot_be_called_is_not_kept(at_night):
    caller = TestCaller(number="")
    caller.press("1", "0", "1", "0165550177", "1")
    assert "A phone number has ten digits" in caller.said


def test_a_transfer_that_fails_ends_in_the_offer_of_a_call_back(in_business_hours):
    caller = TestCaller()
    caller.press("1", "0")
    assert caller.fail_transfer().startswith(
        "I am sorry. No agent could take your call. Do you want an agent"
    )
    assert AgentRequest.objects.get().state == RequestState.FAILED
    caller.press("1", "1", "2")
    assert CallBack.objects.get().until_at > timezone.now()


def test_a_silent_line_ends_after_the_agents_were_asked_for(at_night):
    caller = TestCaller()
    for _ in range(3):
        caller.stay_silent()
    assert caller.question == "call_back_offer"
    for _ in range(3):
        caller.stay_silent()
    assert caller.question == "hang_up"


def test_on_a_holiday_nobody_is_transferred(in_business_hours):
    in_business_hours.move_to(datetime(2026, 12, 25, 10, 0, tzinfo=CALIFORNIA))
    caller = TestCaller()
    caller.press("1", "0")
    assert caller.question == "call_back_offer"
