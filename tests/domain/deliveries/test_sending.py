"""What becomes of a message that is due."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from customer_connect.domain import deliveries
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import _SEND, WAITS, send_one
from customer_connect.domain.deliveries.claims import bring_back_stuck, claim_next
from customer_connect.domain.deliveries.destinations import Email, Phone, Post
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.messages import MESSAGES, Message, OneTimeCode, PinChanged
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.providers.sms import memory
from customer_connect.providers.sms.magic_numbers import BUSY_NUMBER, REFUSED_NUMBER
from tests.factories import ParticipantFactory

JOB = Actor.system("test")
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
PACIFIC = ZoneInfo("America/Los_Angeles")
CODE = OneTimeCode(code="135790", minutes=10)


@pytest.fixture(autouse=True)
def _providers(db, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.TEXT_MESSAGES_PROVIDER = "customer_connect.providers.sms.memory.MemoryTextMessages"
    monkeypatch.setattr(memory, "outbox", [])


def email(message: Message = CODE, **changes: Any) -> Delivery:
    values: dict[str, Any] = {
        "participant": None,
        "to": Email("ana@example.org"),
        "language": "en",
        "by": JOB,
    }
    return queue_message(message=message, **(values | changes))


def text(number: str, message: Message = CODE, **changes: Any) -> Delivery:
    values: dict[str, Any] = {"participant": None, "language": "en", "by": JOB}
    return queue_message(to=Phone(number), message=message, **(values | changes))


def html_of(sent: mail.EmailMessage) -> str:
    assert isinstance(sent, mail.EmailMultiAlternatives)
    return str(sent.alternatives[0][0])


def send_all() -> None:
    while send_one():
        pass


def test_an_email_is_sent_and_what_it_said_is_wiped():
    delivery = email()
    assert send_one()
    assert not send_one()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.context_sealed) == (State.SENT, 1, None)
    assert delivery.sent_at is not None
    [sent] = mail.outbox
    assert sent.to == ["ana@example.org"]
    assert "135790" in sent.body
    assert "135790" not in sent.subject
    assert sent.extra_headers["Message-ID"] == delivery.provider_reference
    assert str(delivery.key) in delivery.provider_reference


def test_a_text_message_is_sent_with_our_key_as_reference():
    delivery = text("+19165550123")
    send_all()
    [sent] = memory.outbox
    assert (sent.to, sent.reference) == ("+19165550123", delivery.key)
    assert "135790" in sent.text


def test_the_recipients_language_is_used(settings):
    email(language="es")
    text("+19165550123", language="es")
    send_all()
    assert mail.outbox[0].subject == "Su código de un solo uso"
    assert "135790" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["Content-Language"] == "es"
    assert 'lang="es"' in html_of(mail.outbox[0])
    assert memory.outbox[0].text.startswith("Su código de un solo uso es 135790.")


def test_letters_are_left_for_their_batch():
    queue_message(
        participant=ParticipantFactory.create(),
        to=Post(["Ana", "1 Elm Street"]),
        message=PinChanged(),
        language="en",
        by=JOB,
    )
    assert not send_one()


def test_codes_go_before_everything_else():
    email(PinChanged())
    email(CODE)
    send_one()
    assert mail.outbox[0].subject == "Your one-time code"


def test_a_refused_number_is_not_tried_again():
    delivery = text(REFUSED_NUMBER)
    send_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.REFUSED)
    assert delivery.context_sealed is None


def test_a_busy_provider_is_tried_again_ever_later_and_given_up_at_last():
    with time_machine.travel(NOON, tick=False) as clock:
        delivery = text(BUSY_NUMBER)
        waits = []
        for _ in WAITS:
            assert send_one()
            delivery.refresh_from_db()
            assert (delivery.state, delivery.reason) == (State.QUEUED, Reason.NO_ANSWER)
            assert not send_one()
            waits.append(delivery.next_attempt_at - timezone.now())
            clock.move_to(delivery.next_attempt_at)
        assert waits == sorted(waits)
        assert send_one()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.reason) == (State.FAILED, Reason.NO_ANSWER)
        assert delivery.attempts == len(WAITS) + 1


def test_a_message_that_is_too_late_is_not_sent():
    with time_machine.travel(NOON, tick=False) as clock:
        delivery = email(useful_for=timedelta(minutes=10))
        clock.shift(timedelta(minutes=10))
        send_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.EXPIRED)
    assert delivery.context_sealed is None
    assert not mail.outbox


def test_a_message_nobody_can_write_any_more_does_not_stop_the_queue():
    broken, good = email(), email(PinChanged())
    Delivery.objects.filter(pk=broken.pk).update(message="gone")
    send_all()
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.state, broken.reason) == (State.FAILED, Reason.BROKEN)
    assert good.state == State.SENT


def test_an_unexpected_fault_of_a_provider_is_tried_again(settings):
    settings.TEXT_MESSAGES_PROVIDER = "tests.domain.deliveries.faulty_provider.FaultyTextMessages"
    delivery = text("+19165550123")
    assert send_one()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.QUEUED, Reason.NO_ANSWER)


def test_a_claimed_message_is_not_claimed_twice():
    email()
    assert claim_next(timezone.now()) is not None
    assert claim_next(timezone.now()) is None


def test_a_message_left_in_sending_comes_back_with_the_same_key():
    with time_machine.travel(NOON, tick=False) as clock:
        delivery = email()
        claim_next(timezone.now())
        clock.shift(timedelta(minutes=5))
        assert bring_back_stuck() == 0
        clock.shift(timedelta(seconds=1))
        assert bring_back_stuck() == 1
        again = claim_next(timezone.now())
    assert again is not None
    assert (again.key, again.attempts) == (delivery.key, 2)


def test_a_worker_that_was_silent_for_too_long_does_not_overwrite_the_outcome_of_another(settings):
    settings.TEXT_MESSAGES_PROVIDER = "tests.domain.deliveries.faulty_provider.OvertakenTextMessages"
    delivery = text("+19165550123")
    assert send_one()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.provider_reference) == (State.SENT, "by another worker")


TEMPLATES = Path(deliveries.__file__).parent / "templates" / "deliveries"
EMAILS = [name for name in MESSAGES if (TEMPLATES / name / "email.txt").exists()]


def test_whatever_is_announced_can_go_out_by_email():
    assert {"one_time_code", "contact_added", "passkey_added", "passkey_removed", "pin_changed"} <= set(
        EMAILS
    )


def test_a_text_that_comes_late_to_its_turn_waits_for_the_morning_too():
    """The worker stood still in the evening, or the provider gave no answer: not before 8 a.m. all the same."""
    with time_machine.travel(datetime(2026, 3, 2, 20, 30, tzinfo=PACIFIC), tick=False) as clock:
        late, code = text("+19165550123", MESSAGES["something_new"]()), text("+19165550124")
        clock.move_to(datetime(2026, 3, 2, 23, 0, tzinfo=PACIFIC))
        while send_one():
            pass
        late.refresh_from_db()
        code.refresh_from_db()
        assert code.state == State.SENT, "its reader waits for it"
        assert (late.state, late.attempts) == (State.QUEUED, 0)
        assert late.next_attempt_at == datetime(2026, 3, 3, 8, 0, tzinfo=PACIFIC)
        clock.move_to(late.next_attempt_at)
        while send_one():
            pass
        late.refresh_from_db()
        assert late.state == State.SENT


@pytest.mark.parametrize("name", EMAILS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_message_can_be_written_and_tells_nothing(name, language):
    kinds = {str: "135790", int: 10, bool: True}
    message = MESSAGES[name](
        **{field.name: kinds[cast(type, field.type)] for field in fields(MESSAGES[name])}
    )
    email(message, language=language)
    send_all()
    [sent] = mail.outbox
    whole = f"{sent.subject} {sent.body} {html_of(sent)} {sent.from_email}".lower()
    told = ["child support", "manutención", "case", "caso", "court", "corte", "payment", "pago", "parent"]
    assert not [word for word in told if word in whole]
    has_number = "866-901-3212" in sent.body
    assert has_number != name.startswith("staff_"), "staff ask their administrator"


def test_the_log_names_a_fault_without_its_words(monkeypatch, caplog):
    def fails(*_: object) -> None:
        raise RuntimeError("no mailbox for ana@example.org")

    monkeypatch.setitem(_SEND, Channel.EMAIL, fails)
    email()
    send_one()
    assert "RuntimeError in fails" in caplog.text
    assert "ana@example.org" not in caplog.text
