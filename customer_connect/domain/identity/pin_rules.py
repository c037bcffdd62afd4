"""Which PINs are too easy to guess: a block-list with the reason (NIST SP 800-63B-4, section 3.1.1.2)."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency
from customer_connect.core.sealing import unseal
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.exceptions import WeakPin

RUN_AT_MOST = 4  # 12345 is a run, wherever it stands
SAME_AT_MOST = 3  # so is 4444
SHARED_AT_MOST = 4  # digits in a row that a PIN may have in common with the own numbers
WELL_KNOWN = frozenset(
    """
    010203 012210 020406 090807 100200 101112 102030 102938 110110 111213 112358 120120
    123321 123654 123789 131313 131415 135246 135790 135791 142536 142857 147258 147369
    147852 147896 147963 159357 159753 161803 246802 246810 246813 258147 258369 258456
    271828 314159 321654 357159 369147 369258 420420 456123 456852 520131 520520 654123
    696969 741852 753159 753951 789123 789456 789654 852456 963852 987321 999888 11223344
    12341234 13579246 14725836 24681012 31415926 0123456789 1234512345
    """.split()  # noqa: SIM905 - a list of words reads better
)


@dataclass(frozen=True)
class PinOwner:
    """What others may know of a person and try as their PIN. Numbers as digits."""

    birth_on: date | None = None
    numbers: tuple[str, ...] = field(default=(), repr=False)
    ssn: str = field(default="", repr=False)


def owner_of(participant: Participant) -> PinOwner:
    """Return what others may know of this participant."""
    ssn = unseal(bytes(participant.ssn_sealed), purpose="ssn") if participant.ssn_sealed else ""
    itin = unseal(bytes(participant.itin_sealed), purpose="itin") if participant.itin_sealed else ""
    return PinOwner(
        participant.birth_on, tuple(number for number in (participant.number, ssn, itin) if number), ssn
    )


def check_pin(pin: str, owner: PinOwner) -> None:
    """Refuse a PIN that is too easy to guess. Raises WeakPin with the reason."""
    policy = agency().pin
    if not (pin.isascii() and pin.isdigit()):
        raise WeakPin(_("A PIN has only digits, so that it also works on the phone."))
    if not policy.digits_at_least <= len(pin) <= policy.digits_at_most:
        raise WeakPin(
            _("Use %(least)d to %(most)d digits.")
            % {"least": policy.digits_at_least, "most": policy.digits_at_most}
        )
    if _repeats(pin):
        raise WeakPin(_("This PIN repeats the same digits. Choose one that is harder to guess."))
    if _runs(pin):
        raise WeakPin(_("This PIN counts up or down. Choose one that is harder to guess."))
    if pin in WELL_KNOWN:
        raise WeakPin(_("Many people use this PIN. Choose one that is harder to guess."))
    if owner.birth_on is not None and _tells_birth_date(pin, owner.birth_on):
        raise WeakPin(_("Do not use your date of birth or the year you were born."))
    if _shares(pin, owner):
        raise WeakPin(_("Do not use part of your Participant ID or Social Security number."))


def _repeats(pin: str) -> bool:
    is_one_block_again_and_again = re.fullmatch(r"(\d{1,6}?)\1+", pin) is not None
    has_same_in_a_row = re.search(rf"(\d)\1{{{SAME_AT_MOST},}}", pin) is not None
    return is_one_block_again_and_again or has_same_in_a_row or len(set(pin)) < 3


def _runs(pin: str) -> bool:
    once_each = re.sub(r"(\d)\1+", r"\1", pin)  # 112233 counts up too
    doubled = len(once_each) * 2 <= len(pin) and _longest_run(once_each) == len(once_each)
    return doubled or _longest_run(pin) > RUN_AT_MOST


def _longest_run(digits: str) -> int:
    longest = 1
    for step in (1, 9):  # up, down; 9 is followed by 0
        length = 1
        for one, following in pairwise(digits):
            length = length + 1 if (int(one) + step) % 10 == int(following) else 1
            longest = max(longest, length)
    return longest


def _tells_birth_date(pin: str, birth_on: date) -> bool:
    return any(part in pin for part in birth_date_parts(birth_on))


def birth_date_parts(birth_on: date) -> set[str]:
    """Return the ways in which people write a date as digits, and its year."""
    year, short_year = f"{birth_on.year:04d}", f"{birth_on.year % 100:02d}"
    parts = {year}
    for day, month in (
        (f"{birth_on.day:02d}", f"{birth_on.month:02d}"),
        (str(birth_on.day), str(birth_on.month)),
    ):
        for some_year in (year, short_year):
            parts |= {
                month + day + some_year,
                day + month + some_year,
                some_year + month + day,
                some_year + day + month,
            }
    return {part for part in parts if len(part) >= 6 or part == year}


def _shares(pin: str, owner: PinOwner) -> bool:
    if owner.ssn and owner.ssn[-4:] in pin:
        return True
    length = SHARED_AT_MOST + 1
    pieces = {pin[start : start + length] for start in range(len(pin) - length + 1)}
    return any(piece in number for piece in pieces for number in owner.numbers)
