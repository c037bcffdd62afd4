"""Everything that goes out is a row first."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email, Phone, Post
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.messages import OneTimeCode, PinChanged
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.quiet_hours import first_moment_outside_quiet_hours
from tests.factories import ParticipantFactory

JOB = Actor.system("test")
PACIFIC = ZoneInfo("America/Los_Angeles")
CODE = OneTimeCode(code="135790", minutes=10)


@pytest.fixture
def ana(db) -> Participant:
    return ParticipantFactory.create(first_name="Ana")


def test_a_queued_email_is_a_row_with_a_sealed_address_and_text(ana):
    delivery = queue_message(
        participant=ana, to=Email("ana@example.org"), message=CODE, language="es", by=JOB
    )
    row = Delivery.objects.get()
    assert row == delivery
    assert (row.channel, row.state, row.message, row.language) == ("email", "queued", "one_time_code", "es")
    assert row.address == "ana@example.org"
    assert row.address_masked == "a•••@example.org"
    assert b"ana@example.org" not in bytes(row.address_sealed)
    assert row.context_sealed is not None
    assert b"135790" not in bytes(row.context_sealed)


def test_queueing_is_in_the_audit_trail_without_the_address(ana):
    queue_message(participant=ana, to=Email("ana@example.org"), message=CODE, language="en", by=JOB)
    event = Event.objects.get()
    assert event.action == "deliveries.queued"
    assert event.participant_number == ana.pk
    assert "ana@example.org" not in str(event.details)
    assert "135790" not in str(event.details)


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "a@example.org\nBcc: b@example.org"])
def test_an_email_without_a_usable_address_is_skipped_with_its_reason(ana, address):
    delivery = queue_message(participant=ana, to=Email(address), message=CODE, language="en", by=JOB)
    assert (delivery.state, delivery.reason) == (State.SKIPPED, Reason.NO_ADDRESS)
    assert delivery.context_sealed is None
    assert Event.objects.get().action == "deliveries.skipped"


def test_a_text_message_is_skipped_where_the_agency_sends_none(ana, settings):
    settings.TEXT_MESSAGES_PROVIDER = ""
    delivery = queue_message(participant=ana, to=Phone("+19165550123"), message=CODE, language="en", by=JOB)
    assert (delivery.state, delivery.reason) == (State.SKIPPED, Reason.CHANNEL_OFF)


def test_a_letter_waits_for_its_batch(ana):
    delivery = queue_message(
        participant=ana,
        to=Post(["Ana Parker", "1 Elm Street", "Willowbrook, CA 95811"]),
        message=PinChanged(),
        language="en",
        by=JOB,
    )
    assert (delivery.channel, delivery.state) == (Channel.LETTER, State.QUEUED)
    assert delivery.address == "Ana Parker\n1 Elm Street\nWillowbrook, CA 95811"


def test_the_same_event_is_queued_once(ana):
    first, second = (
        queue_message(
            participant=ana,
            to=Email("ana@example.org"),
            message=PinChanged(),
            language="en",
            by=JOB,
            once_key="pin_changed:1",
        )
        for _ in range(2)
    )
    assert first == second
    assert Delivery.objects.count() == Event.objects.count() == 1


def test_everybody_sees_their_own_messages_newest_first(ana):
    ben = ParticipantFactory.create(first_name="Ben")
    old, new = (
        queue_message(participant=ana, to=Email(address), message=CODE, language="en", by=JOB)
        for address in ("one@example.org", "two@example.org")
    )
    assert list(Delivery.objects.about(ana)) == [new, old]
    assert not Delivery.objects.about(ben).exists()


def test_a_text_message_queued_at_night_waits_for_the_morning(ana):
    with time_machine.travel(datetime(2026, 3, 2, 22, 30, tzinfo=PACIFIC), tick=False):
        waiting = queue_message(
            participant=ana, to=Phone("+19165550123"), message=PinChanged(), language="en", by=JOB
        )
        email = queue_message(
            participant=ana, to=Email("ana@example.org"), message=PinChanged(), language="en", by=JOB
        )
    assert waiting.next_attempt_at == datetime(2026, 3, 3, 8, 0, tzinfo=PACIFIC)
    assert email.next_attempt_at == email.queued_at


def test_a_code_that_was_asked_for_at_night_goes_out_at_night(ana):
    with time_machine.travel(datetime(2026, 3, 2, 22, 30, tzinfo=PACIFIC), tick=False):
        delivery = queue_message(
            participant=ana, to=Phone("+19165550123"), message=CODE, language="en", by=JOB
        )
    assert delivery.next_attempt_at == delivery.queued_at


@given(moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_whatever_the_moment_nothing_waits_longer_than_a_night_or_goes_out_in_one(moment):
    first = first_moment_outside_quiet_hours(moment)
    assert moment <= first <= moment + timedelta(hours=12)
    assert 8 <= first.astimezone(PACIFIC).hour < 21
    if first != moment:
        assert not 8 <= moment.astimezone(PACIFIC).hour < 21
