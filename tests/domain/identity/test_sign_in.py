from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import CaseMember
from customer_connect.domain.identity import pin_hashes
from customer_connect.domain.identity.actions import try_pin
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import (
    SignInRefused,
    TemporaryPinExpired,
    TemporaryPinSpent,
    WrongIdentifierOrPin,
)
from customer_connect.domain.identity.models import AccountThrottle, NetworkThrottle, Outcome, SignIn
from customer_connect.domain.identity.networks import network_key
from tests.domain.identity.people import COMMAND, PIN, SSN, WRONG, caller, give_pin
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    return family


@pytest.mark.parametrize("write", ["{}", "  {} ", "{:.5}-{}"])
def test_a_participant_id_and_its_pin_sign_in(family: Family, write: str) -> None:
    number = family.ana.number
    typed = f"{number[:5]}-{number[5:]}" if "-" in write else write.format(number)
    signed_in = sign_in(identifier=typed, pin=PIN, by=caller())
    assert signed_in.user.participant == family.ana
    assert not signed_in.must_choose_pin


@pytest.mark.parametrize("ssn", ["536221234", "536-22-1234", "536 22 1234"])
def test_an_ssn_and_the_pin_sign_in(family: Family, ssn: str) -> None:
    assert sign_in(identifier=ssn, pin=PIN, by=caller()).user.participant == family.ana


def test_an_agency_can_do_without_ssns(family: Family, settings: Any) -> None:
    settings.AGENCY = replace(agency(), identifiers=replace(agency().identifiers, sign_in_with_ssn=False))
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=SSN, pin=PIN, by=caller())
    assert sign_in(identifier=family.ana.number, pin=PIN, by=caller()).user.participant == family.ana


def test_another_persons_pin_does_not_sign_in(family: Family) -> None:
    give_pin(family.ben, "739205")
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=family.ana.number, pin="739205", by=caller())


def test_a_hash_copied_to_another_users_row_opens_nothing(family: Family) -> None:
    give_pin(family.ben, "739205")
    pin = family.ben.user.pin
    pin.hash = family.ana.user.pin.hash
    pin.save()
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=family.ben.number, pin=PIN, by=caller())


def nobody(family: Family) -> str:
    return "9999999999"


def nobodys_ssn(family: Family) -> str:
    return "536-22-0001"


def no_number_at_all(family: Family) -> str:
    return "Ana <script>"


def impossible_ssn(family: Family) -> str:
    return "666-12-3456"


def somebody_no_longer_listed(family: Family) -> str:
    type(family.ana).objects.filter(pk=family.ana.pk).update(is_current=False)
    return family.ana.number


def a_child(family: Family) -> str:
    CaseMember.objects.filter(participant=family.ana).update(role="child")
    return family.ana.number


def somebody_without_a_pin(family: Family) -> str:
    return family.ben.number


def somebody_switched_off(family: Family) -> str:
    type(family.ana.user).objects.update(is_active=False)
    return family.ana.number


def the_right_person(family: Family) -> str:
    return family.ana.number


def somebody_with_both_pins(family: Family) -> str:
    end = timezone.now() + timedelta(days=1)
    issue_temporary_pin(participant=family.ana, expires_at=end, by=COMMAND)
    AccountThrottle.objects.all().delete()
    return family.ana.number


def somebody_with_a_temporary_pin(family: Family) -> str:
    give_pin(family.ana, is_temporary=True)
    return family.ana.number


# Four (the first is no longer: new throttles take no more statements), the one that locks, the one not looked at.
QUERIES_OF_A_FAILURE = [21, 21, 21, 21, 22, 12]
STRANGERS = [
    nobody,
    nobodys_ssn,
    no_number_at_all,
    impossible_ssn,
    somebody_no_longer_listed,
    a_child,
    somebody_without_a_pin,
    somebody_switched_off,
]
HOLDERS = [the_right_person, somebody_with_both_pins, somebody_with_a_temporary_pin]


@pytest.mark.parametrize("who", [*STRANGERS, *HOLDERS])
def test_every_number_gets_the_same_answers_for_the_same_work(
    family: Family, who: Callable[[Family], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers of nobody, of children, of people no longer listed and real ones: wrong four times, then locked."""
    is_pin, pretend = mock.Mock(wraps=pin_hashes.is_pin), mock.Mock(wraps=pin_hashes.pretend_to_check)
    monkeypatch.setattr(try_pin, "is_pin", is_pin)
    monkeypatch.setattr(try_pin, "pretend_to_check", pretend)
    NetworkThrottle.objects.create(key=network_key("203.0.113.7"))
    identifier = who(family)
    pin = WRONG if who in HOLDERS else PIN
    answers, queries = [], []
    for _ in range(6):
        with CaptureQueriesContext(connection) as seen, pytest.raises(SignInRefused) as caught:
            sign_in(identifier=identifier, pin=pin, by=caller())
        answers.append((type(caught.value).__name__, getattr(caught.value, "tries_left", None)))
        queries.append(len(seen))
    wrong = [("WrongIdentifierOrPin", left) for left in (4, 3, 2, 1)]
    assert answers == [*wrong, ("AccountLocked", None), ("AccountLocked", None)]
    assert is_pin.call_count + pretend.call_count == 2 * 5, "each try looks at both PINs"
    assert SignIn.objects.filter(outcome=Outcome.WRONG).count() == 5
    assert queries == QUERIES_OF_A_FAILURE


def test_a_temporary_pin_works_once(family: Family) -> None:
    give_pin(family.ana, is_temporary=True)
    assert sign_in(identifier=family.ana.number, pin=PIN, by=caller()).must_choose_pin
    with pytest.raises(TemporaryPinSpent):
        sign_in(identifier=family.ana.number, pin=PIN, by=caller())


def test_a_temporary_pin_has_an_end_and_only_its_holder_is_told(family: Family) -> None:
    give_pin(family.ana, is_temporary=True)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        with pytest.raises(TemporaryPinExpired):
            sign_in(identifier=family.ana.number, pin=PIN, by=caller())
        with pytest.raises(WrongIdentifierOrPin):
            sign_in(identifier=family.ana.number, pin=WRONG, by=caller())


def test_every_try_is_in_the_persons_history_and_the_audit_trail(family: Family) -> None:
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=SSN, pin=WRONG, by=caller("198.51.100.23", Channel.PHONE), device="")
    sign_in(identifier=SSN, pin=PIN, by=caller("2001:db8:1:2::5"), device="Firefox, Windows")
    latest, first = SignIn.objects.visible_to(family.ana).newest_first()
    assert (first.outcome, first.channel, first.network) == ("wrong", "phone", "198.51.100.x")
    assert (latest.outcome, latest.channel, latest.device) == ("signed_in", "web", "Firefox, Windows")
    assert latest.network == "2001:db8:1::…"
    assert not SignIn.objects.visible_to(family.ben).exists()
    actions = list(Event.objects.about(family.ana.pk).values_list("action", flat=True).order_by("id"))
    assert actions[-2:] == ["identity.sign_in_failed", "identity.signed_in"]
