"""Email that came back: what becomes of the message, and of the address."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.clear_bad_email import clear_bad_email
from customer_connect.domain.deliveries.actions.note_bounce import note_bounce, note_complaint
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.actions.read_bounces import read_bounces
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.bounce_jobs import read_bounce_mailbox
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.messages import Message, OneTimeCode, PinChanged
from customer_connect.domain.deliveries.models import BadEmail, BadEmailKind, Delivery
from customer_connect.domain.jobs.schedules import all_jobs
from customer_connect.providers.mailboxes import memory
from customer_connect.providers.mailboxes.memory import MemoryMailbox
from tests.factories import ParticipantFactory
from tests.providers.mailboxes.returned_mail import (
    complaint,
    letter_from_a_person,
    out_of_office,
    postfix_bounce,
)

pytestmark = pytest.mark.django_db
ME = Actor.system("test")
CODE = OneTimeCode(code="135790", minutes=10)


@pytest.fixture
def ana() -> Participant:
    return ParticipantFactory.create()


@pytest.fixture
def mailbox(settings, monkeypatch):
    settings.BOUNCE_MAILBOX = "customer_connect.providers.mailboxes.memory.MemoryMailbox"
    monkeypatch.setattr(memory, "arrived", [])
    monkeypatch.setattr(memory, "set_aside", [])
    return memory


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def write(ana: Participant | None = None, message: Message | None = None) -> Delivery:
    return queue_message(
        participant=ana,
        to=Email("Ana@example.org"),
        message=message or PinChanged(),
        language="en",
        by=ME,
    )


def sent(ana: Participant | None = None) -> Delivery:
    delivery = write(ana)
    assert send_one()
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    return delivery


def test_a_hard_bounce_fails_the_message_and_stops_the_mail_there(ana, mailbox):
    delivery = sent(ana)
    mailbox.arrived.append(postfix_bounce(delivery.key))
    assert read_bounce_mailbox() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.BOUNCED)
    bad = BadEmail.objects.of("ana@EXAMPLE.org ").get()
    assert (bad.kind, bad.status, bad.delivery) == (BadEmailKind.BOUNCED, "5.1.1", delivery)
    assert mailbox.arrived == []
    following = write(ana)
    assert (following.state, following.reason) == (State.SKIPPED, Reason.BAD_ADDRESS)
    event = Event.objects.get(action="deliveries.email_bounced")
    assert event.participant_number == ana.pk
    assert "ana@" not in str(event.details).lower()


def test_a_soft_bounce_fails_the_message_and_the_address_stays(mailbox):
    delivery = sent()
    mailbox.arrived.append(postfix_bounce(delivery.key, status="5.2.2"))
    assert read_bounce_mailbox() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.FAILED, Reason.BOUNCED)
    assert not BadEmail.objects.exists()
    assert write().state == State.QUEUED


def test_many_soft_bounces_in_few_days_are_as_one_for_good(ana):
    started = timezone.now()
    for number in range(5):
        assert not BadEmail.objects.exists()
        with time_machine.travel(started + timedelta(days=number)):
            delivery = sent(ana)
            for _ in range(2):  # twice is as once
                note_bounce(key=delivery.key, is_for_good=False, status="5.2.2", by=ME)
    assert BadEmail.objects.of("ana@example.org").get().status == "5.2.2"
    clear_bad_email(address="ana@example.org", by=ME)
    note_bounce(key=sent(ana).key, is_for_good=False, status="5.2.2", by=ME)
    assert not BadEmail.objects.exists(), "they are counted anew"


def test_soft_bounces_far_apart_do_not_add_up(ana):
    started = timezone.now()
    for number in range(6):
        with time_machine.travel(started + timedelta(days=8 * number)):
            note_bounce(key=sent(ana).key, is_for_good=False, by=ME)
    assert not BadEmail.objects.exists()


def test_a_bounce_read_twice_is_told_once(mailbox):
    delivery = sent()
    mailbox.arrived += [postfix_bounce(delivery.key), postfix_bounce(delivery.key, status="5.1.2")]
    assert read_bounce_mailbox() == 2
    assert Event.objects.filter(action="deliveries.email_bounced").count() == 1


def test_mail_that_was_queued_before_the_address_went_bad_does_not_go_out():
    first, second = sent(), write()
    note_bounce(key=first.key, is_for_good=True, status="5.1.1", by=ME)
    assert send_one()
    second.refresh_from_db()
    assert (second.state, second.reason) == (State.FAILED, Reason.REFUSED)
    assert len(mail.outbox) == 1


def test_a_bounce_may_be_faster_than_the_record_of_its_message():
    delivery = write()
    Delivery.objects.update(state=State.SENDING)
    assert note_bounce(key=delivery.key, is_for_good=False, by=ME)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.context_sealed) == (State.FAILED, None)


def test_what_was_just_asked_for_is_tried_all_the_same_and_its_proof_clears_the_address(ana):
    note_bounce(key=sent().key, is_for_good=True, status="5.1.1", by=ME)
    assert write(ana, CODE).state == State.QUEUED
    assert send_one()
    assert clear_bad_email(address="ana@example.org", participant=ana, by=ME)
    assert write(ana).state == State.QUEUED
    assert Event.objects.get(action="deliveries.email_cleared").participant_number == ana.pk


def test_a_complaint_stops_the_mail_but_the_message_did_arrive(mailbox):
    delivery = sent()
    mailbox.arrived.append(complaint(delivery.key))
    assert read_bounce_mailbox() == 1
    delivery.refresh_from_db()
    assert delivery.state == State.SENT
    assert BadEmail.objects.of("ana@example.org").get().kind == BadEmailKind.COMPLAINED
    assert write().state == State.SKIPPED


def test_what_is_of_no_matter_is_deleted_and_what_is_not_understood_is_left(mailbox):
    delivery = sent()
    of_no_email_of_ours = postfix_bounce(uuid4())
    mailbox.arrived += [out_of_office(delivery.key), letter_from_a_person(), of_no_email_of_ours]
    told = read_bounces(mailbox=MemoryMailbox(), by=ME)
    assert (told.noted, told.of_no_matter, told.set_aside) == (0, 1, 2)
    assert mailbox.set_aside == [letter_from_a_person(), of_no_email_of_ours]
    delivery.refresh_from_db()
    assert delivery.state == State.SENT


def test_a_text_message_or_letter_cannot_bounce():
    delivery = sent()
    Delivery.objects.update(channel="text")
    assert not note_bounce(key=delivery.key, is_for_good=True, by=ME)
    assert not note_complaint(key=delivery.key, by=ME)


def test_without_a_mailbox_the_job_does_nothing(settings):
    settings.BOUNCE_MAILBOX = ""
    assert read_bounce_mailbox() == 0
    assert "deliveries.read_bounces" in {job.name for job in all_jobs()}


def test_the_envelope_names_the_message_where_there_is_a_mailbox(settings):
    settings.BOUNCE_ADDRESS = "bounces@connect.example"
    delivery = sent()
    [message] = mail.outbox
    assert message.from_email == f"bounces+{delivery.key.hex}@connect.example"
    assert message.message()["From"].endswith("<no-reply@connect.example>")


def test_the_command_reads_a_maildir(tmp_path: Path, capsys):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1763794805.V1.mx").write_bytes(postfix_bounce(sent().key))
    call_command("bounces", "--maildir", str(tmp_path))
    assert "Noted: 1  Of no matter: 0  Left for people: 0" in capsys.readouterr().out
    call_command("bounces", "--clear", "ana@example.org")
    call_command("bounces", "--clear", "ana@example.org")
    assert capsys.readouterr().out.splitlines() == ["Cleared.", "That address was not marked as bad."]


def test_the_command_reads_the_mailbox_of_the_settings(mailbox, capsys):
    mailbox.arrived.append(postfix_bounce(sent().key))
    call_command("bounces")
    assert "Noted: 1" in capsys.readouterr().out


def test_the_command_says_what_is_missing(settings, tmp_path):
    settings.BOUNCE_MAILBOX = ""
    with pytest.raises(CommandError, match="CONNECT_BOUNCES"):
        call_command("bounces")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("bounces", "--maildir", str(tmp_path / "none"))
