"""Whole calls by webhooks, from the first ring to the end."""

import logging
from datetime import timedelta

import pytest

from customer_connect.domain.calls.models import Call
from customer_connect.domain.identity.models import SignIn
from customer_connect.phone.held_calls import DatabaseHeldCalls, forget_lost_calls
from customer_connect.phone.models import HeldCallRow
from tests.domain.calls.test_calls import answered
from tests.domain.identity.people import PIN
from tests.phone.callers import NUMBER, TOLL_FREE
from tests.phone.webhooks.clouds import Cloud, cloud_settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cloud(settings):
    settings.TWIML = cloud_settings()


def signed_in(family, **form):
    return Cloud(**form).call().press("1", "1", family.ana.number, PIN)


def test_somebody_signs_in_by_keys_and_hears_their_payments(family):
    cloud = signed_in(family)
    assert "You are signed in" in cloud.said
    call = Call.objects.get()
    assert (call.participant, call.number, call.line) == (family.ana, NUMBER, TOLL_FREE)
    cloud.press("1")
    assert cloud.root.find("Gather") is not None
    cloud.end()
    call.refresh_from_db()
    assert call.outcome == "caller"
    assert not HeldCallRow.objects.exists()


def test_spanish_is_spoken_and_understood_in_spanish(family):
    cloud = Cloud().call().press("2").speak("Sí.")
    gather = cloud.root.find("Gather")
    assert gather.get("language") == "es-US"
    assert {say.get("language") for say in cloud.root.iter("Say")} == {"es-US"}
    assert {say.get("voice") for say in cloud.root.iter("Say")} == {"Polly.Lupe"}


def test_the_first_question_offers_each_language_in_its_own(family):
    languages = [say.get("language") for say in Cloud().call().root.iter("Say")]
    assert {"en-US", "es-US"} == set(languages)


def test_the_wait_and_the_place_in_line_are_told_before_anybody_is_dialled(in_business_hours):
    Cloud(call_id="CA00000000000000000000000000000002").call().press("1", "0")
    for _ in range(3):
        answered(timedelta(minutes=12))
    cloud = Cloud().call().press("2", "0")
    assert "La espera para hablar con un agente es de unos doce minutos." in cloud.said
    assert cloud.root.find("Dial") is None
    cloud.press("1")
    assert cloud.root.find("Dial") is not None


def test_what_was_not_surely_heard_is_asked_again(family):
    cloud = signed_in(family)
    before = cloud.said
    cloud.speak("payments", confidence="0.5")
    assert cloud.said != before
    assert "ayments" in cloud.said  # "did you say payments?"


def test_silence_is_answered_with_help_and_ends_some_time(family):
    cloud = Cloud().call()
    for _ in range(10):
        if cloud.root.find("Gather") is None:
            break
        cloud.stay_silent()
    assert cloud.root.find("Gather") is None


def test_a_hash_at_a_menu_changes_nothing(family):
    cloud = signed_in(family)
    cloud._go(cloud.root.find("Gather").get("action"), FinishedOnKey="#")
    assert cloud.said == ""
    assert "ayments" in cloud.root.find("Gather").get("hints")


def test_a_webhook_that_comes_twice_counts_once(family):
    cloud = Cloud().call().press("1", "1", family.ana.number)
    address = cloud.root.find("Gather").get("action")
    first = cloud.post(address, Digits="604811").content
    again = cloud.post(address, Digits="604811").content
    assert first == again
    assert SignIn.objects.count() == 1


def test_a_call_that_is_announced_twice_goes_on(family):
    cloud = signed_in(family)
    said = cloud.said
    assert cloud.call().said == said
    assert Call.objects.count() == 1


def test_a_call_that_we_lost_begins_anew(family):
    cloud = signed_in(family)
    HeldCallRow.objects.all().delete()
    assert {"en-US", "es-US"} == {say.get("language") for say in cloud.press("1").root.iter("Say")}


def test_goodbye_ends_the_call(family):
    cloud = signed_in(family).speak("goodbye")
    assert cloud.root[-1].tag == "Hangup"
    assert Call.objects.get().outcome == "dialogue"
    cloud.end()
    assert Call.objects.get().outcome == "dialogue"


def test_a_call_that_failed_was_lost(family):
    signed_in(family).end("failed")
    assert Call.objects.get().outcome == "lost"


def test_two_calls_at_once_know_nothing_of_each_other(family):
    ana = signed_in(family)
    stranger = Cloud("CA00000000000000000000000000000002", From="+19165550177").call().press("1", "1")
    assert "signed in" not in stranger.said
    assert "signed in" not in stranger.press("1").said
    assert ana.press("1").root.find("Gather") is not None


# ---- agents


def test_an_agent_takes_the_call(family):
    cloud = signed_in(family).press("0")
    assert cloud.root.find("Dial/Sip").text == "sip:agents@pbx.example.org"
    assert cloud.take().status_code == 204
    assert Call.objects.get().outcome == "transferred"
    assert cloud.transfer("completed").root[0].tag == "Hangup"
    assert not HeldCallRow.objects.exists()


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled"])
def test_where_no_agent_takes_it_a_call_back_is_offered(family, status):
    cloud = signed_in(family).press("0").transfer(status)
    assert "call you back" in cloud.said
    assert cloud.root.find("Gather") is not None


def test_whoever_hangs_up_before_an_agent_answers_was_not_transferred(family):
    signed_in(family).press("0").end()
    assert Call.objects.get().outcome == "caller"


def test_where_it_is_not_known_where_agents_are_a_call_back_is_offered(family, settings):
    settings.TWIML = cloud_settings(transfers={})
    cloud = signed_in(family).press("0")
    assert cloud.root.find("Dial") is None
    assert "call you back" in cloud.said


def test_an_answer_of_the_agents_part_that_is_not_ours_changes_nothing(family):
    cloud = signed_in(family)
    response = cloud.post(
        "https://connect.example.org/phone/twiml/taken", ParentCallSid=cloud.form["CallSid"]
    )
    assert response.status_code == 204
    assert Call.objects.get().outcome == ""


# ---- secrets


def test_secrets_are_in_no_twiml_no_log_and_not_readable_where_calls_are_kept(family, caplog):
    caplog.set_level(logging.DEBUG)
    cloud = signed_in(family).press("1")
    written = "\n".join([*cloud.sent, caplog.text])
    for secret in (PIN, family.ana.number):
        assert secret not in written
        assert " ".join(secret) not in written
    row = HeldCallRow.objects.get()
    assert b"main_menu" not in bytes(row.call_sealed)
    held = DatabaseHeldCalls().find(row.call_id)
    assert held is not None
    assert PIN not in str(held)


# ---- calls that nobody ended


def test_calls_whose_end_nobody_told_are_forgotten(family, in_business_hours):
    signed_in(family)
    assert forget_lost_calls() == 0
    in_business_hours.shift(6 * 3600)
    assert forget_lost_calls() == 1
    assert not HeldCallRow.objects.exists()


def test_calls_sealed_with_a_key_that_is_gone_begin_anew(family, settings):
    cloud = signed_in(family)
    settings.SEALING_KEYS = {"new": b"0" * 32}
    assert DatabaseHeldCalls().find(cloud.form["CallSid"]) is None
