from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity import network_limits, throttling
from customer_connect.domain.identity.accounts import Account
from customer_connect.domain.identity.actions import try_pin
from customer_connect.domain.identity.actions.answer_pin_reset import answer_one
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.actions.request_pin_reset import request_pin_reset
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.actions.tell_turned_off import tell_turned_off
from customer_connect.domain.identity.actions.unlock import disable_pin, unlock
from customer_connect.domain.identity.exceptions import (
    AccountLocked,
    PinDisabled,
    SignInRefused,
    TooManyTries,
    WrongIdentifierOrPin,
)
from customer_connect.domain.identity.models import (
    AccountThrottle,
    FailedTry,
    NetworkThrottle,
    Outcome,
    PinDelivery,
    SignIn,
)
from tests.domain.identity.people import COMMAND, PIN, SSN, WRONG, caller, give_pin
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    return family


def fail(identifier: str, times: int = 1, *, pin: str = WRONG, network: str = "") -> SignInRefused:
    """Fail so many times, each from another network unless told, and return the last answer."""
    errors = []
    for number in range(times):
        with pytest.raises(SignInRefused) as caught:
            sign_in(identifier=identifier, pin=pin, by=caller(network or f"198.51.100.{number}"))
        errors.append(caught.value)
    return errors[-1]


def fail_hourly(identifier: str, times: int, start: datetime) -> SignInRefused:
    """Fail so many times, an hour apart, and return the last answer."""
    errors = []
    for number in range(times):
        with time_machine.travel(start + timedelta(hours=number)):
            errors.append(fail(identifier))
    return errors[-1]


def test_five_failures_lock_and_tell_until_when(family: Family) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        assert isinstance(fail(family.ana.number, 4), WrongIdentifierOrPin)
        error = fail(family.ana.number)
        assert isinstance(error, AccountLocked)
        assert error.until == timezone.now() + timedelta(minutes=15)
        with pytest.raises(AccountLocked):
            sign_in(identifier=family.ana.number, pin=PIN, by=caller())


def test_the_lock_ends_and_the_next_one_is_twice_as_long(family: Family) -> None:
    fail(family.ana.number, 5)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        error = fail(family.ana.number, 5)
        assert isinstance(error, AccountLocked)
        assert error.until == timezone.now() + timedelta(minutes=30)
    with time_machine.travel(timezone.now() + timedelta(minutes=47)):
        assert sign_in(identifier=family.ana.number, pin=PIN, by=caller()).user.participant == family.ana
        assert isinstance(fail(family.ana.number, 4), WrongIdentifierOrPin)


def test_failures_long_apart_do_not_lock(family: Family) -> None:
    start = timezone.now()
    for number in range(8):
        with time_machine.travel(start + timedelta(minutes=4 * number)):
            assert isinstance(fail(family.ana.number), WrongIdentifierOrPin)


def test_id_and_ssn_share_one_count_and_so_do_the_channels(family: Family) -> None:
    fail(family.ana.number, 2)
    for number in range(2):
        with pytest.raises(WrongIdentifierOrPin):
            sign_in(identifier=SSN, pin=WRONG, by=caller(f"+1916555010{number}", Channel.PHONE))
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=SSN, pin=WRONG, by=caller("+19165550177", Channel.TTY))
    throttle = AccountThrottle.objects.get(participant=family.ana)
    assert throttle.failures_in_a_row == 5
    assert throttle.is_shut(timezone.now())
    for typed in (family.ana.number, SSN):  # nobody is let in, with the right PIN either
        with pytest.raises(WrongIdentifierOrPin):
            sign_in(identifier=typed, pin=PIN, by=caller())
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(identifier=SSN, pin=PIN, by=caller()).user.participant == family.ana


def answers_to(
    identifier: str, times: int, pin: str = WRONG
) -> list[tuple[type[SignInRefused], object, int]]:
    """Return what somebody is told who types a number so many times, and how many statements each answer took."""
    answers: list[tuple[type[SignInRefused], object, int]] = []
    for number in range(times):
        with CaptureQueriesContext(connection) as seen, pytest.raises(SignInRefused) as caught:
            sign_in(identifier=identifier, pin=pin, by=caller(f"192.0.2.{number}"))
        told = getattr(caught.value, "tries_left", getattr(caught.value, "until", None))
        answers.append((type(caught.value), told, len(seen)))
    return answers


def lock(identifier: str) -> None:
    fail(identifier, 5)


def turn_off(identifier: str) -> None:
    fail_hourly(identifier, 20, timezone.now() - timedelta(hours=20))


def fail_but_once_to_the_lock(identifier: str) -> None:
    fail(identifier, 4)


def fail_but_once_to_the_end(identifier: str) -> None:
    fail_hourly(identifier, 19, timezone.now() - timedelta(hours=20))


@pytest.mark.parametrize("shut", [lock, turn_off, fail_but_once_to_the_lock, fail_but_once_to_the_end])
def test_tries_at_an_id_do_not_tell_which_ssn_goes_with_it(
    family: Family, shut: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody shuts Ana's number and tries SSNs: hers and one that belongs to nobody get the same answers and work."""
    looks: list[str] = []

    def look(pin: str, **_: object) -> bool:
        looks.append(pin)
        return False

    monkeypatch.setattr(try_pin, "is_pin", look)
    monkeypatch.setattr(try_pin, "pretend_to_check", look)
    shut(family.ana.number)
    answers_to("9999999999", 6)  # from networks that are known from here on
    looks.clear()
    with time_machine.travel(timezone.now(), tick=False):
        hers = answers_to(SSN, 6)
        worked = len(looks)
        looks.clear()
        assert hers == answers_to("536-22-0001", 6)
        assert len(looks) == worked == 10
        assert [kind for kind, *_ in hers] == [WrongIdentifierOrPin] * 4 + [AccountLocked] * 2


def test_a_right_pin_is_not_looked_at_while_the_other_number_is_shut(family: Family) -> None:
    lock(family.ana.number)
    assert answers_to(SSN, 1, PIN)[0][:2] == (WrongIdentifierOrPin, 4)
    assert SignIn.objects.visible_to(family.ana).newest_first()[0].outcome == Outcome.LOCKED


def test_signing_in_leaves_the_count_of_the_other_number(family: Family) -> None:
    """Else whoever watches a number sees when the owner comes in with the other one."""
    fail(SSN, 2)
    sign_in(identifier=family.ana.number, pin=PIN, by=caller())
    assert answers_to(SSN, 1)[0][:2] == (WrongIdentifierOrPin, 2)
    assert AccountThrottle.objects.get(participant=family.ana).failures_in_a_row == 1


def test_a_spray_is_counted_by_typed_numbers(family: Family) -> None:
    fail(family.ana.number, network="203.0.113.9")
    fail(SSN, network="203.0.113.9")
    assert FailedTry.objects.values("account_key").distinct().count() == 2


def test_asking_for_a_pin_opens_what_was_typed_whoever_it_belongs_to(family: Family) -> None:
    for identifier in (family.ana.number, SSN, "9999999999"):
        fail(identifier, 5)
    for identifier in (family.ana.number, "9999999999"):
        request_pin_reset(
            identifier=identifier,
            delivery=PinDelivery.EMAIL,
            first_name="Ana",
            last_name="Nobody",
            by=caller(),
        )
    while answer_one():
        pass
    assert isinstance(fail(family.ana.number), WrongIdentifierOrPin)
    assert isinstance(fail("9999999999"), WrongIdentifierOrPin)
    assert isinstance(fail(SSN), AccountLocked)
    assert AccountThrottle.objects.get(participant=family.ana).is_shut(timezone.now()), "no PIN was sent"


def test_twenty_failures_in_a_row_turn_the_pin_off_until_a_new_one_is_issued(family: Family) -> None:
    start = timezone.now()
    assert isinstance(fail_hourly(family.ana.number, 19, start), WrongIdentifierOrPin)
    assert isinstance(fail_hourly(family.ana.number, 1, start + timedelta(hours=19)), PinDisabled)
    assert tell_turned_off() == 1
    assert tell_turned_off() == 0
    assert Delivery.objects.filter(message="pin_locked", participant=family.ana).count() == 1
    with time_machine.travel(start + timedelta(days=400)):
        with pytest.raises(PinDisabled):
            sign_in(identifier=family.ana.number, pin=PIN, by=caller())
        new = issue_temporary_pin(
            participant=family.ana, expires_at=timezone.now() + timedelta(days=1), by=COMMAND
        )
        assert sign_in(identifier=family.ana.number, pin=new, by=caller()).must_choose_pin


def test_an_unknown_number_is_turned_off_like_a_real_one(family: Family) -> None:
    assert isinstance(fail_hourly("9999999999", 20, timezone.now()), PinDisabled)
    assert tell_turned_off() == 0
    assert not Delivery.objects.exists()


def test_staff_can_unlock_and_turn_off(family: Family) -> None:
    for number in (family.ana.number, SSN):
        fail(number, 5)
    unlock(participant=family.ana, by=COMMAND)
    for number in (family.ana.number, SSN):
        assert sign_in(identifier=number, pin=PIN, by=caller()).user.participant == family.ana
    disable_pin(participant=family.ana, by=COMMAND)
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=family.ana.number, pin=PIN, by=caller())
    assert tell_turned_off() == 0, "it is they who asked"


def test_a_network_has_twenty_failures_a_minute(family: Family) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(14):
            assert isinstance(fail(f"900000{number:04d}", network="203.0.113.9"), WrongIdentifierOrPin)
        for _ in range(30):  # right ones do not count: an office's visitors share one network
            sign_in(identifier=family.ana.number, pin=PIN, by=caller("203.0.113.9"))
        NetworkThrottle.objects.update(slowed_until=None)
        for number in range(6):
            fail(f"901000{number:04d}", network="203.0.113.9")
            NetworkThrottle.objects.update(slowed_until=None)
        error = fail(family.ana.number, network="203.0.113.9")
        assert isinstance(error, TooManyTries)
        assert error.until == timezone.now() + timedelta(seconds=60)
        with pytest.raises(TooManyTries):
            sign_in(identifier=family.ana.number, pin=PIN, by=caller("203.0.113.9"))
        sign_in(identifier=family.ana.number, pin=PIN, by=caller("203.0.113.10"))
        clock.shift(61)
        sign_in(identifier=family.ana.number, pin=PIN, by=caller("203.0.113.9"))


def test_all_addresses_of_one_ipv6_customer_are_one_network(family: Family) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(14):
            fail(f"900000{number:04d}", network=f"2001:db8:1:2::{number}")
        assert NetworkThrottle.objects.count() == 2, "the /64 and the /48"


@pytest.mark.parametrize("network", ["2001:db8:1:{:x}::1", "withheld-{:032x}"])
def test_who_has_many_networks_has_no_more_tries_than_ten_of_them(
    family: Family, network: str, settings: Any
) -> None:
    in_force = agency()
    settings.AGENCY = replace(in_force, sign_in=replace(in_force.sign_in, tries_per_network_and_minute=1))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(10):
            sign_in(
                identifier=family.ana.number, pin=PIN, by=caller(network.format(number))
            )  # does not count
        with mock.patch.object(try_pin, "_is", return_value=False):
            for number in range(10):
                assert isinstance(
                    fail(f"900000{number:04d}", network=network.format(number)), WrongIdentifierOrPin
                )
            assert isinstance(fail("9100000000", network=network.format(99)), TooManyTries)
            clock.shift(61)
            assert isinstance(fail("9100000000", network=network.format(99)), WrongIdentifierOrPin)


def test_failures_over_many_accounts_slow_their_network(family: Family) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(throttling.SPRAYED_ACCOUNTS_PER_NETWORK):
            fail(f"900000{number:04d}", network="203.0.113.9", pin=f"5{number:05d}")
            clock.shift(10)
        clock.shift(60)
        for number in range(network_limits.SLOWED_TRIES_PER_MINUTE):
            assert isinstance(fail(f"910000{number:04d}", network="203.0.113.9"), WrongIdentifierOrPin)
        assert isinstance(fail("9200000000", network="203.0.113.9"), TooManyTries)
        assert Event.objects.filter(action="identity.sign_in_failed", details__is_spray=True).exists()
        clock.shift(3700)
        assert isinstance(fail("9200000000", network="203.0.113.9"), WrongIdentifierOrPin)


def test_one_pin_over_many_accounts_from_many_networks_slows_them_all(family: Family) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(throttling.SPRAYED_ACCOUNTS_PER_PIN):
            fail(f"900000{number:04d}", network=f"198.51.100.{number}", pin="735291")
        assert isinstance(fail("9100000000", network="198.51.100.3", pin="111111"), WrongIdentifierOrPin)
        assert isinstance(fail("9100000001", network="198.51.100.3", pin="111111"), TooManyTries)
        for number in range(5):  # everybody else goes on as before
            error = fail(f"920000000{number}", network="203.0.113.77", pin=f"{number}46802")
            assert isinstance(error, WrongIdentifierOrPin)


def test_somebody_who_mistypes_and_then_comes_in_is_no_spray(family: Family) -> None:
    fail(family.ana.number, 2, network="203.0.113.9")
    assert FailedTry.objects.count() == 2
    sign_in(identifier=family.ana.number, pin=PIN, by=caller("203.0.113.9"))
    assert FailedTry.objects.count() == 0


def test_a_failure_counts_even_if_the_process_dies_over_it(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(try_pin, "is_pin", die)
    with pytest.raises(KeyboardInterrupt):
        sign_in(identifier=family.ana.number, pin=WRONG, by=caller())
    assert AccountThrottle.objects.get(participant=family.ana).failures_in_a_row == 1


def test_the_tables_hold_neither_numbers_nor_pins(family: Family) -> None:
    fail(SSN, 1, network="203.0.113.9")
    failed = FailedTry.objects.get()
    assert failed.pin_bucket == throttling.pin_bucket(WRONG) < 4096
    assert b"203" not in bytes(failed.network_key)
    assert len(bytes(failed.account_key)) == 32


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["ana", "nobody"])
def test_threads_guessing_at_once_get_no_more_looks_than_allowed(
    who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = ana_and_ben()
    give_pin(family.ana)
    identifier = family.ana.number if who == "ana" else "9999999999"
    looks: list[str] = []

    def look(pin: str, **_: object) -> bool:
        looks.append(pin)
        return False

    monkeypatch.setattr(try_pin, "is_pin", look)
    monkeypatch.setattr(try_pin, "pretend_to_check", look)

    def guess(number: int) -> str:
        try:
            sign_in(identifier=identifier, pin=f"{number:06d}", by=caller(f"198.51.100.{number}"))
        except SignInRefused as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))
    assert len(looks) == 2 * 5, "each looks at both PINs"
    assert answers.count("WrongIdentifierOrPin") == 4
    assert answers.count("AccountLocked") == 20


@pytest.mark.parametrize(("account_key", "number_key"), [(b"1" * 32, b"2" * 32), (b"2" * 32, b"1" * 32)])
def test_the_rows_of_an_account_are_always_taken_in_one_order(account_key: bytes, number_key: bytes) -> None:
    """Else two who come in at one account at the same moment wait for each other."""
    account = Account(account_key, number_key=number_key)
    throttling.reserve_try(account, network="", now=timezone.now())
    changed: list[bytes] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE"):
            changed.append(*(key for key in map(bytes_of, params) if key in {account_key, number_key}))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        throttling.forget_failures(account)
    assert changed == sorted([account_key, number_key])


def bytes_of(parameter: object) -> bytes:
    """Return what either database is given as a key."""
    value = getattr(parameter, "obj", parameter)
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


@pytest.mark.django_db(transaction=True)
def test_threads_using_one_temporary_pin_at_once_let_one_in() -> None:
    family = ana_and_ben()
    give_pin(family.ana, is_temporary=True)

    def use(number: int) -> str:
        try:
            sign_in(identifier=family.ana.number, pin=PIN, by=caller(f"198.51.100.{number}"))
        except SignInRefused as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(use, range(4)))
    assert answers.count("in") == 1
    assert answers.count("TemporaryPinSpent") == 3
