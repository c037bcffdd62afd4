"""The outbox keeps to how people wish to be reached."""

import pytest
from django.core import mail
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor, ActorKind
from customer_connect.domain.audit.actors import Channel as Through
from customer_connect.domain.deliveries.actions.collect_letters import collect_letters
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.destinations import Email, Post
from customer_connect.domain.deliveries.enums import ContactWay, Reason, State
from customer_connect.domain.deliveries.messages import OneTimeCode, PinChanged
from customer_connect.domain.deliveries.models import Delivery, LetterProblem, SafeContact
from tests.factories import ParticipantFactory

ANA = Actor(ActorKind.PARTICIPANT, "1", Through.WEB)


@pytest.fixture
def ana(db):
    return ParticipantFactory.create(first_name="Ana", email="ana@example.org")


def email(ana, message) -> Delivery:
    return queue_message(participant=ana, to=Email(ana.email), message=message, language="en", by=ANA)


def wish(ana, *unsafe: ContactWay, note: str = "") -> SafeContact:
    return set_safe_contact(participant=ana, unsafe_ways=unsafe, note=note, by=ANA)


def test_without_a_wish_everything_goes_out(ana):
    assert email(ana, PinChanged()).state == State.QUEUED


def test_an_email_that_is_not_safe_is_not_sent_and_says_why(ana):
    wish(ana, ContactWay.EMAIL)
    skipped = email(ana, PinChanged())
    assert (skipped.state, skipped.reason, skipped.context_sealed) == (State.SKIPPED, Reason.NOT_SAFE, None)


def test_other_ways_stay_open(ana):
    wish(ana, ContactWay.EMAIL, ContactWay.CALL)
    letter = queue_message(
        participant=ana, to=Post(["1 Elm", "Fresno CA"]), message=PinChanged(), language="en", by=ANA
    )
    assert letter.state == State.QUEUED


def test_a_code_that_was_just_asked_for_goes_where_it_was_asked_to(ana):
    wish(ana, ContactWay.EMAIL)
    assert email(ana, OneTimeCode(code="123456", minutes=10)).state == State.QUEUED


def test_a_wish_can_be_changed_and_its_note_is_sealed(ana):
    wish(ana, ContactWay.EMAIL, note="He reads my mail")
    kept = SafeContact.objects.get()
    assert kept.note == "He reads my mail"
    assert b"reads" not in bytes(kept.note_sealed or b"")
    wish(ana)
    assert email(ana, PinChanged()).state == State.QUEUED
    assert SafeContact.objects.get().note == ""


def test_a_wish_holds_for_what_was_queued_before_it(ana, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told, code = email(ana, PinChanged()), email(ana, OneTimeCode(code="123456", minutes=10))
    wish(ana, ContactWay.EMAIL)
    while send_one():
        pass
    told.refresh_from_db()
    code.refresh_from_db()
    assert (told.state, told.reason, told.context_sealed) == (State.SKIPPED, Reason.NOT_SAFE, None)
    assert code.state == State.SENT
    assert len(mail.outbox) == 1


def test_a_letter_that_waits_for_its_batch_is_not_printed_once_mail_is_not_safe(ana):
    letter = queue_message(
        participant=ana, to=Post(["1 Elm", "Fresno CA"]), message=PinChanged(), language="en", by=ANA
    )
    wish(ana, ContactWay.MAIL)
    assert collect_letters(cut_off_at=timezone.now(), by=ANA) is None
    letter.refresh_from_db()
    assert (letter.state, letter.reason, letter.context_sealed) == (State.SKIPPED, Reason.NOT_SAFE, None)
    assert not LetterProblem.objects.exists()
