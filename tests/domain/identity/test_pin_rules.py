import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from customer_connect.domain.identity.exceptions import WeakPin
from customer_connect.domain.identity.pin_rules import PinOwner, check_pin

OWNER = PinOwner(date(1988, 2, 29), ("1200000471", "536221234"), "536221234")
ANYBODY = PinOwner()
digits = st.text("0123456789", min_size=6, max_size=12)


def reason(pin: str, owner: PinOwner = OWNER) -> str:
    with pytest.raises(WeakPin) as caught:
        check_pin(pin, owner)
    return caught.value.reason


@pytest.mark.parametrize("pin", ["604817", "270596", "83610472", "918273645027"])
def test_a_good_pin_passes(pin: str) -> None:
    check_pin(pin, OWNER)


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123"])
def test_the_agency_sets_the_length(pin: str) -> None:
    assert reason(pin) in {
        "Use 6 to 12 digits.",
        "A PIN has only digits, so that it also works on the phone.",
    }


@pytest.mark.parametrize("pin", ["6048a7", "60 4817", "６０４８１７", "٦٠٤٨١٧", "-60481"])
def test_a_pin_has_only_digits(pin: str) -> None:
    assert "only digits" in reason(pin)


@pytest.mark.parametrize(
    "pin", ["111111", "000000", "121212", "123123", "696969", "604604", "777704", "112211", "48154815"]
)
def test_repeats_are_refused(pin: str) -> None:
    assert "repeats" in reason(pin)


@pytest.mark.parametrize(
    "pin",
    ["123456", "654321", "890123", "321098", "901234", "012345", "112233", "998877", "123457", "23456789"],
)
def test_runs_are_refused(pin: str) -> None:
    assert "counts up or down" in reason(pin)


@pytest.mark.parametrize("pin", ["147258", "159753", "112358", "314159", "102030"])
def test_well_known_pins_are_refused(pin: str) -> None:
    assert "Many people" in reason(pin)


@pytest.mark.parametrize(
    "pin",
    [
        "022988",
        "290288",
        "880229",
        "882902",
        "02291988",
        "29021988",
        "19880229",
        "2291988",
        "021988",
        "198802",
    ],
)
def test_the_birth_date_is_refused_in_any_order(pin: str) -> None:
    assert "date of birth" in reason(pin)


@pytest.mark.parametrize("pin", ["653622", "536221", "622123", "971234", "000047", "000471"])
def test_parts_of_the_own_numbers_are_refused(pin: str) -> None:
    assert reason(pin) in {
        "Do not use part of your Participant ID or Social Security number.",
        "This PIN repeats the same digits. Choose one that is harder to guess.",
    }


def test_the_reason_never_holds_the_pin() -> None:
    with pytest.raises(WeakPin) as error:
        check_pin("123456", OWNER)
    assert "123456" not in str(error.value)
    assert "536221234" not in repr(OWNER)


@given(digits)
def test_what_passes_has_nothing_that_is_guessed_first(pin: str) -> None:
    try:
        check_pin(pin, OWNER)
    except WeakPin:
        return
    assert len(set(pin)) >= 3
    assert not re.search(r"(\d)\1\1\1", pin)
    assert "1988" not in pin
    assert not any(pin[i : i + 5] in number for number in OWNER.numbers for i in range(len(pin) - 4))


@given(st.integers(0, 9), st.sampled_from([1, -1]), st.integers(6, 12))
def test_every_run_is_refused_wherever_it_begins(first: int, step: int, length: int) -> None:
    run = "".join(str((first + step * position) % 10) for position in range(length))
    with pytest.raises(WeakPin):
        check_pin(run, ANYBODY)


@given(st.text("0123456789", min_size=1, max_size=6), st.integers(2, 12))
def test_every_block_that_comes_again_is_refused(block: str, times: int) -> None:
    assume(6 <= len(block) * times <= 12)
    with pytest.raises(WeakPin):
        check_pin(block * times, ANYBODY)


@given(st.dates(date(1920, 1, 1), date(2012, 12, 31)), st.permutations(["%m", "%d", "%y"]))
def test_every_birth_date_is_refused(born: date, order: list[str]) -> None:
    if order[1] == "%y":
        return  # nobody writes the year in the middle
    with pytest.raises(WeakPin):
        check_pin(born.strftime("".join(order)), PinOwner(born))


@given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 4))
def test_every_six_digits_of_the_own_number_are_refused(number: str, start: int) -> None:
    with pytest.raises(WeakPin):
        check_pin(number[start : start + 6], PinOwner(numbers=(number,)))


def test_most_pins_are_fine() -> None:
    """The block-list must not drive people to the few PINs it leaves: over nine in ten random ones pass."""
    import random

    draw = random.Random(4)
    passed = 0
    for _ in range(2000):
        try:
            check_pin(f"{draw.randrange(10**6):06d}", OWNER)
            passed += 1
        except WeakPin:
            pass
    assert passed > 1800
