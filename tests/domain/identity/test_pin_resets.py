"""Asking for a new PIN: what the worker sends, where, how often, and that nobody outside can tell."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.deliveries.actions.send import send_one
from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.enums import Channel as DeliveryChannel
from customer_connect.domain.deliveries.enums import ContactWay, State
from customer_connect.domain.deliveries.messages import TemporaryPinEmail, TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.identity.actions import answer_pin_reset
from customer_connect.domain.identity.actions.answer_pin_reset import answer_one
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.actions.request_pin_reset import request_pin_reset
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import TooManyTries
from customer_connect.domain.identity.models import (
    NetworkThrottle,
    Outcome,
    PinDelivery,
    PinResetRequest,
    ResetRefusal,
    ResetState,
    SignIn,
    TemporaryPin,
)
from customer_connect.domain.identity.networks import network_key
from customer_connect.domain.identity.retention import forget_old_tries
from tests.domain.identity.people import COMMAND, PIN, SSN, caller, give_pin
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db
EMAIL, MAIL = PinDelivery.EMAIL, PinDelivery.MAIL
NAME = {"first_name": "ana", "last_name": "NUNEZ"}


@pytest.fixture
def family() -> Family:
    return known()


def known() -> Family:
    """Ana and Ben, whose addresses have been on file from the beginning."""
    family = ana_and_ben()
    note_emails()
    note_addresses()
    return family


def ask(family: Family, way: PinDelivery = EMAIL, /, **asked: Any) -> PinResetRequest:
    """Ask in Ana's name unless told otherwise, and let the worker work."""
    request(family, way, **asked)
    while answer_one():
        pass
    return PinResetRequest.objects.latest("id")


def request(family: Family, way: PinDelivery = EMAIL, /, **asked: Any) -> None:
    values = {
        "identifier": family.ana.number,
        "by": caller(),
        **({} if "first_name" in asked else NAME),
        **asked,
    }
    request_pin_reset(delivery=way, **values)


def result(asked: PinResetRequest) -> tuple[str, str]:
    return asked.state, asked.reason


def refused(reason: ResetRefusal) -> tuple[str, str]:
    return ResetState.REFUSED, reason


def sent_pin(asked: PinResetRequest) -> str:
    """Read the PIN that is on its way."""
    assert asked.delivery is not None
    message = unseal_message(asked.delivery.message, bytes(asked.delivery.context_sealed or b""))
    assert isinstance(message, TemporaryPinEmail | TemporaryPinLetter)
    return message.pin


def messages_to(person: Participant) -> list[tuple[str, str]]:
    return list(Delivery.objects.about(person).order_by("id").values_list("message", "channel"))


@pytest.mark.parametrize("identifier", ["id", SSN])
@pytest.mark.parametrize(
    ("way", "state", "message"),
    [(EMAIL, ResetState.EMAILED, "temporary_pin_email"), (MAIL, ResetState.MAILED, "temporary_pin")],
)
def test_a_name_and_either_number_bring_a_pin_that_signs_in_once(
    family: Family, identifier: str, way: PinDelivery, state: ResetState, message: str
) -> None:
    give_pin(family.ana)
    asked = ask(family, way, identifier=family.ana.number if identifier == "id" else identifier)
    assert result(asked) == (state, "")
    assert asked.participant == family.ana
    assert asked.asked_sealed is None
    assert asked.delivery is not None
    assert asked.delivery.message == message
    assert asked.delivery.language == "es"
    assert not sign_in(identifier=SSN, pin=PIN, by=caller()).must_choose_pin, "the chosen PIN goes on working"
    assert sign_in(identifier=SSN, pin=sent_pin(asked), by=caller()).must_choose_pin


def test_an_emailed_pin_lives_a_day(family: Family) -> None:
    pin = TemporaryPin.objects.get(user__participant=ask(family).participant)
    assert pin.expires_at - pin.issued_at <= timedelta(hours=24)
    assert pin.sent_by == DeliveryChannel.EMAIL
    delivery = Delivery.objects.get(message="temporary_pin_email")
    assert delivery.priority == 0
    assert delivery.expires_at is not None


@pytest.mark.parametrize(
    "asked",
    [
        {"first_name": "Ben", "last_name": "Abbott"},
        {"first_name": "Ana", "last_name": "Abbott"},
        {"first_name": "", "last_name": ""},
        {"identifier": "9999999999"},
        {"identifier": "536-22-0001"},
        {"identifier": "nobody\x00"},
    ],
)
def test_what_does_not_fit_together_brings_nothing(family: Family, asked: dict[str, Any]) -> None:
    assert result(ask(family, **asked)) == refused(ResetRefusal.NO_MATCH)
    assert not Delivery.objects.exists()
    assert not TemporaryPin.objects.exists()


def test_on_the_phone_both_numbers_stand_for_the_name(family: Family) -> None:
    phone: dict[str, Any] = {"first_name": "", "by": caller("+19165550100", Channel.PHONE)}
    numbers: dict[str, Any]
    for numbers in (
        {"identifier": SSN, "also_participant_id": family.ben.number},
        {"identifier": SSN, "also_participant_id": SSN},
        {"identifier": family.ana.number, "also_participant_id": family.ana.number},
        {"identifier": SSN},
    ):
        assert result(ask(family, **phone, **numbers)) == refused(ResetRefusal.NO_MATCH)
    asked = ask(family, identifier=SSN, also_participant_id=family.ana.number, **phone)
    assert asked.state == ResetState.EMAILED


def as_a_child(family: Family) -> None:
    CaseMember.objects.filter(participant=family.ana).update(role="child")


def no_longer_listed(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(is_current=False)


def switched_off(family: Family) -> None:
    give_pin(family.ana)
    type(family.ana.user).objects.update(is_active=False)


def with_a_new_email(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(email="new@example.org")


def with_a_new_email_that_was_noted(family: Family) -> None:
    with_a_new_email(family)
    note_emails()


def without_email(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(email="")


def with_a_broken_email(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(email="ana at home")


def with_a_new_address(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(city="Elsewhere")


def with_a_new_address_that_was_noted(family: Family) -> None:
    with_a_new_address(family)
    note_addresses()


def with_an_invalid_address(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(is_address_valid=False)


def where_mail_is_not_safe(family: Family) -> None:
    set_safe_contact(participant=family.ana, unsafe_ways={ContactWay.MAIL}, note="", by=COMMAND)


def where_email_is_not_safe(family: Family) -> None:
    set_safe_contact(participant=family.ana, unsafe_ways={ContactWay.EMAIL}, note="", by=COMMAND)


@pytest.mark.parametrize(
    ("way", "change", "reason"),
    [
        (EMAIL, as_a_child, ResetRefusal.NOT_ELIGIBLE),
        (MAIL, no_longer_listed, ResetRefusal.NOT_ELIGIBLE),
        (EMAIL, switched_off, ResetRefusal.NOT_ELIGIBLE),
        (EMAIL, with_a_new_email, ResetRefusal.EMAIL_TOO_NEW),
        (EMAIL, with_a_new_email_that_was_noted, ResetRefusal.EMAIL_TOO_NEW),
        (EMAIL, without_email, ResetRefusal.NO_EMAIL),
        (EMAIL, with_a_broken_email, ResetRefusal.NO_EMAIL),
        (EMAIL, where_email_is_not_safe, ResetRefusal.NOT_SAFE),
        (MAIL, with_a_new_address, ResetRefusal.ADDRESS_TOO_NEW),
        (MAIL, with_a_new_address_that_was_noted, ResetRefusal.ADDRESS_TOO_NEW),
        (MAIL, with_an_invalid_address, ResetRefusal.NO_ADDRESS),
        (MAIL, where_mail_is_not_safe, ResetRefusal.NOT_SAFE),
    ],
)
def test_staff_see_why_nothing_was_sent(family: Family, way: PinDelivery, change: Any, reason: str) -> None:
    change(family)
    request_is_new = PinResetRequest.objects.count()
    asked = ask(family, way)
    assert result(asked) == refused(ResetRefusal(reason))
    assert list(PinResetRequest.objects.about(family.ana)) == [asked]
    assert request_is_new == 0
    assert not Delivery.objects.exclude(message__in=["pin_changed", "contact_changed"]).exists()


def test_a_changed_address_may_have_a_pin_after_the_hold(family: Family) -> None:
    with_a_new_address_that_was_noted(family)
    with_a_new_email_that_was_noted(family)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert ask(family, MAIL).state == ResetState.MAILED
        assert ask(family, EMAIL).state == ResetState.EMAILED


def test_the_same_address_in_other_letters_is_no_new_one(family: Family) -> None:
    Participant.objects.filter(pk=family.ana.pk).update(city="WILLOWBROOK")
    assert note_addresses() == 0
    assert ask(family, MAIL).state == ResetState.MAILED


def test_one_letter_a_day_and_four_a_month(family: Family) -> None:
    start = timezone.now()
    results = []
    for hours in (0, 23, 25, 50, 75, 100, 29 * 24, 31 * 24):
        with time_machine.travel(start + timedelta(hours=hours)):
            results.append(result(ask(family, MAIL)))
            # What was not withdrawn went to the print shop.
            Delivery.objects.filter(channel="letter", state=State.QUEUED).update(state=State.SENT)
    mailed, soon, many = (
        (ResetState.MAILED, ""),
        refused(ResetRefusal.TOO_SOON),
        refused(ResetRefusal.TOO_MANY),
    )
    assert results == [mailed, soon, mailed, mailed, mailed, many, many, mailed]


def test_an_email_every_ten_minutes_and_five_a_day(family: Family) -> None:
    start = timezone.now()
    results = []
    for minutes in (0, 9, 11, 22, 33, 44, 55, 24 * 60 + 1):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            results.append(result(ask(family)))
    emailed, soon = (ResetState.EMAILED, ""), refused(ResetRefusal.TOO_SOON)
    many = refused(ResetRefusal.TOO_MANY)
    assert results == [emailed, soon, emailed, emailed, emailed, emailed, many, emailed]


def test_an_emailed_pin_takes_back_the_letter_that_waits(family: Family) -> None:
    letter = ask(family, MAIL).delivery
    ask(family, EMAIL)
    assert letter is not None
    letter.refresh_from_db()
    assert letter.state == State.SKIPPED
    assert TemporaryPin.objects.count() == 1


def test_a_pin_by_mail_is_announced_by_email_and_one_by_email_by_mail(family: Family) -> None:
    ask(family, MAIL)
    assert messages_to(family.ana) == [("temporary_pin", "letter"), ("pin_requested", "email")]
    ask(family, EMAIL)
    assert messages_to(family.ana)[-2:] == [("temporary_pin_email", "email"), ("pin_requested", "letter")]


def test_without_a_passkey_no_emailed_pin_where_everybody_needs_two_factors(
    family: Family, settings: Any
) -> None:
    settings.AGENCY = replace(agency(), sign_in=replace(agency().sign_in, second_factor="everyone"))
    assert result(ask(family, EMAIL)) == refused(ResetRefusal.ONE_FACTOR)
    assert ask(family, MAIL).state == ResetState.MAILED


def test_after_a_hundred_wrong_pins_only_staff_send_another(family: Family) -> None:
    for number in range(100):
        SignIn.objects.create(
            participant=family.ana,
            at=timezone.now() - timedelta(days=100 - number),
            channel=Channel.WEB,
            outcome=Outcome.WRONG,
        )
    assert result(ask(family, EMAIL)) == refused(ResetRefusal.TOO_MANY)
    assert result(ask(family, MAIL)) == refused(ResetRefusal.TOO_MANY)
    SignIn.objects.create(
        participant=family.ana, at=timezone.now(), channel=Channel.WEB, outcome=Outcome.SIGNED_IN
    )
    assert ask(family, EMAIL).state == ResetState.EMAILED


def test_a_network_has_thirty_requests_an_hour_whoever_they_are_about(family: Family) -> None:
    for _ in range(30):
        request(family, identifier="9999999999")
    with pytest.raises(TooManyTries) as caught:
        request(family)
    assert caught.value.until > timezone.now() + timedelta(minutes=59)
    request(family, by=caller("198.51.100.1"))
    assert PinResetRequest.objects.count() == 31
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        request(family)


@pytest.mark.parametrize("network", ["2001:db8:1:{:x}::1", "withheld-{:032x}"])
def test_who_has_many_networks_has_no_more_requests_than_ten_of_them(
    family: Family, network: str, settings: Any
) -> None:
    in_force = agency()
    few = replace(in_force.sign_in, pin_requests_per_network_and_hour=1)
    settings.AGENCY = replace(in_force, sign_in=few)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(10):
            request(family, by=caller(network.format(number)))
        with pytest.raises(TooManyTries) as caught:
            request(family, by=caller(network.format(99)))
        assert caught.value.until == timezone.now() + timedelta(hours=1)
        request(family, by=caller("198.51.100.1"))
        clock.shift(timedelta(minutes=61))
        request(family, by=caller(network.format(99)))


def test_a_network_behind_a_spray_has_three(family: Family) -> None:
    until = timezone.now() + timedelta(hours=1)
    NetworkThrottle.objects.create(key=network_key("203.0.113.7"), slowed_until=until)
    for _ in range(3):
        request(family)
    with pytest.raises(TooManyTries):
        request(family)


def test_asking_does_the_same_work_for_everybody(family: Family) -> None:
    give_pin(family.ben)
    NetworkThrottle.objects.create(key=network_key("203.0.113.7"))
    statements = []
    who: dict[str, Any]
    for who in (
        {"identifier": family.ana.number},
        {"identifier": SSN},
        {"identifier": "9999999999"},
        {"identifier": family.ben.number},
        {"identifier": "536-22-0001", "first_name": "x", "last_name": "y"},
    ):
        with CaptureQueriesContext(connection) as seen:
            request(family, **who)
        statements.append([query["sql"].split(" ")[0] for query in seen])
    assert all(some == statements[0] for some in statements)
    assert Event.objects.filter(action="identity.pin_reset_requested", participant_number=None).count() == 5


def test_a_request_that_cannot_be_worked_on_does_not_hold_up_the_others(
    family: Family, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(SSN)

    request(family)
    with monkeypatch.context() as patch:
        patch.setattr(answer_pin_reset, "is_name_of", fail)
        assert answer_one()
    assert result(PinResetRequest.objects.get()) == refused(ResetRefusal.BROKEN)
    assert SSN not in caplog.text
    assert ask(family).state == ResetState.EMAILED


def test_a_crash_leaves_the_request_and_sends_nothing(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    request(family)
    with monkeypatch.context() as patch:
        patch.setattr(answer_pin_reset, "record", die)
        with pytest.raises(KeyboardInterrupt):
            answer_one()
    assert PinResetRequest.objects.get().state == ResetState.PENDING
    assert not Delivery.objects.exists()
    assert answer_one()
    assert Delivery.objects.filter(message="temporary_pin_email").count() == 1


def test_no_pin_and_nothing_typed_is_left_anywhere_after_sending(
    family: Family, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    asked = ask(family, identifier=SSN, first_name="Anaïs", last_name="Unbekannt")
    asked = ask(family, identifier=SSN)
    pin = sent_pin(asked)
    while send_one():
        pass
    (sent,) = [message for message in mail.outbox if pin in str(message.body)]
    assert sent.to == ["ana@example.org"]
    assert pin not in sent.subject
    assert pin not in str(sent.extra_headers)
    places = {
        "log": caplog.text,
        "audit": str(list(Event.objects.values())),
        "outbox": _all_of(Delivery.objects),
        "requests": _all_of(PinResetRequest.objects),
    }
    assert "identity.pin_reset_answered" in places["audit"]
    secrets = [pin, SSN, SSN.replace("-", ""), "Unbekannt", "ana@example.org"]
    assert [(place, secret) for place, text in places.items() for secret in secrets if secret in text] == []
    asked.refresh_from_db()
    assert asked.delivery is not None
    assert asked.delivery.context_sealed is None


def _all_of(rows: Any) -> str:
    return " ".join(
        bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
        for row in rows.values()
        for value in row.values()
    )


def test_old_requests_are_forgotten_but_not_what_waits(family: Family) -> None:
    ask(family)
    ask(family, identifier="9999999999")
    request(family)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        forget_old_tries()
        assert sorted(PinResetRequest.objects.values_list("state", flat=True)) == ["emailed", "pending"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", [EMAIL, MAIL])
def test_however_many_ask_at_once_and_however_many_workers_answer_one_pin_is_sent(way: PinDelivery) -> None:
    family = known()

    def at_once(work: Any) -> None:
        def once(_: int) -> None:
            try:
                work()
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(once, range(4)))

    at_once(lambda: request(family, way))
    assert PinResetRequest.objects.count() == 4
    at_once(lambda: [answer_one() for _ in range(4)])
    states = sorted(PinResetRequest.objects.values_list("state", "reason"))
    assert states[:1] == [({EMAIL: "emailed", MAIL: "mailed"}[way], "")]
    assert states[1:] == [("refused", "too_soon")] * 3
    assert Delivery.objects.filter(message__startswith="temporary_pin").count() == 1
