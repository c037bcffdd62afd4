"""Twilio: what each of its answers means, over real HTTP against a server of ours."""

import logging
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.destinations import Phone
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.messages import OneTimeCode
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.providers.sms import Refused, TryAgainLater
from customer_connect.providers.sms.twilio import TwilioTextMessages
from tests.providers.sms.twilio_servers import SENDER, twilio_server

NUMBER = "+19165550123"


@pytest.fixture
def twilio(settings):
    settings.TEXT_MESSAGES_PROVIDER = "customer_connect.providers.sms.twilio.TwilioTextMessages"
    with twilio_server() as twilio:
        settings.TWILIO = twilio.settings
        yield twilio


def send(text: str = "Hello", tried_since: datetime | None = None) -> str:
    return TwilioTextMessages().send(to=NUMBER, text=text, reference=uuid4(), tried_since=tried_since)


def test_a_message_goes_out_from_the_agencys_number(twilio):
    sid = send("Su código es 135790")
    [message] = twilio.messages
    assert (message["sid"], message["to"], message["from"]) == (sid, NUMBER, SENDER)
    assert message["body"] == "Su código es 135790"
    assert twilio.requests == ["POST"]


def test_a_messaging_service_may_be_the_sender(twilio, settings):
    settings.TWILIO = {**twilio.settings, "sender": "MG" + "2" * 32}
    send()
    assert twilio.messages[0]["from"] == "MG" + "2" * 32


@pytest.mark.parametrize("code", [21211, 21214, 21217, 21408, 21610, 21612, 21614, 21635])
def test_what_is_wrong_with_the_number_is_final(twilio, code):
    twilio.errors[NUMBER] = (400, code)
    with pytest.raises(Refused):
        send()


@pytest.mark.parametrize(
    ("status", "code"), [(429, 20429), (500, 20500), (503, 20503), (401, 20003), (400, 21606), (400, 21603)]
)
def test_what_is_wrong_with_the_service_or_our_account_is_tried_again(twilio, status, code, caplog):
    twilio.errors[NUMBER] = (status, code)
    with pytest.raises(TryAgainLater):
        send()
    assert f"{status}, error {code}" in caplog.text


def test_an_answer_that_is_not_twilios_is_tried_again(twilio):
    twilio.next_answer = "<html>A proxy in between</html>"
    with pytest.raises(TryAgainLater):
        send()


def test_no_connection_is_tried_again(settings, twilio):
    settings.TWILIO = {**twilio.settings, "url": "http://127.0.0.1:1"}
    with pytest.raises(TryAgainLater):
        send()


def test_a_wrong_secret_is_tried_again(settings, twilio):
    settings.TWILIO = {**twilio.settings, "secret": "another"}
    with pytest.raises(TryAgainLater):
        send()


def test_a_message_whose_answer_was_lost_is_not_sent_twice(twilio):
    began = datetime.now(UTC)
    twilio.loses_next_answer = True
    with pytest.raises(TryAgainLater):
        send()
    assert send(tried_since=began) == twilio.messages[0]["sid"]
    assert len(twilio.messages) == 1


def test_the_same_words_of_an_earlier_day_do_not_count(twilio):
    send()
    send(tried_since=datetime.now(UTC) + timedelta(hours=1))
    assert len(twilio.messages) == 2


def test_other_words_or_words_that_did_not_go_out_do_not_count(twilio):
    began = datetime.now(UTC)
    send("Something else")
    send()
    twilio.messages[0]["status"] = "undelivered"
    send(tried_since=began)
    assert len(twilio.messages) == 3


def test_the_log_tells_neither_number_nor_words(twilio, caplog):
    with caplog.at_level(logging.DEBUG):
        send("Your code is 135790", tried_since=datetime.now(UTC))
        twilio.errors[NUMBER] = (400, 21610)
        with pytest.raises(Refused):
            send("Your code is 135790")
    assert "135790" not in caplog.text
    assert NUMBER[1:] not in caplog.text


@pytest.mark.django_db
def test_who_said_stop_is_never_written_to_again(twilio):
    twilio.errors[NUMBER] = (400, 21610)
    delivery = queue_message(
        participant=None,
        to=Phone(NUMBER),
        message=OneTimeCode(code="135790", minutes=10),
        language="en",
        by=Actor.system("test"),
    )
    assert send_one()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.REFUSED)


@pytest.mark.django_db
def test_a_lost_answer_is_made_good_by_the_next_try(twilio):
    twilio.loses_next_answer = True
    queue_message(
        participant=None,
        to=Phone(NUMBER),
        message=OneTimeCode(code="135790", minutes=10),
        language="en",
        by=Actor.system("test"),
    )
    assert send_one()
    Delivery.objects.update(next_attempt_at=datetime.now(UTC))
    assert send_one()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.provider_reference) == (State.SENT, twilio.messages[0]["sid"])
    assert len(twilio.messages) == 1
