"""PINs of the demo's sign-ins: the same ones for the same seed, and none that any sensible policy would refuse."""

from datetime import date
from itertools import pairwise

from customer_connect.demo.worlds import World

DIGITS = 6
_PART = 4
# Many people choose these: numbers everybody knows, ways over the keypad.
_POPULAR = frozenset(
    (
        "010203", "020406", "090807", "102030", "102938", "131415", "135246", "135790", "135791", "142536", "142857",
        "147258", "147369", "147852", "147963", "159357", "159753", "161803", "246802", "246810", "246813", "258147",
        "258369", "271828", "314159", "357159", "369147", "369258", "520131", "741852", "753159", "753951", "963852",
    )
)  # fmt: skip


def pin_of(world: World, *, family: int, participant_id: int, ssn: str | None, birth_on: date | None) -> str:
    """Return six digits without repeats and runs that hold no part of this person's own numbers or birth date."""
    # The anchor takes no part in it, so that a demo laid out anew on a later day keeps its PINs.
    dice = world.dice("pin", family, participant_id)
    while True:
        pin = f"{dice.randrange(10**DIGITS):06d}"
        if not is_guessable(pin, participant_id=participant_id, ssn=ssn, birth_on=birth_on):
            return pin


def is_guessable(pin: str, *, participant_id: int, ssn: str | None, birth_on: date | None) -> bool:
    """Tell whether a PIN repeats or runs, or shares four digits in a row with the person's numbers or birth date."""
    if (
        len(set(pin)) < 4
        or pin in _POPULAR
        or _has_run(pin)
        or pin[:3] == pin[3:]
        or pin[:2] == pin[2:4] == pin[4:]
    ):
        return True
    own = [f"{participant_id:010d}", ssn or "", *(_ways_to_write(birth_on) if birth_on else ())]
    parts = {pin[start : start + _PART] for start in range(DIGITS - _PART + 1)}
    return any(part in number for part in parts for number in own)


def _has_run(pin: str) -> bool:
    steps = [int(after) - int(before) for before, after in pairwise(pin)]
    pairs = pairwise(steps)
    return any(first == second and first in (-1, 0, 1) for first, second in pairs)


def _ways_to_write(day: date) -> tuple[str, ...]:
    return tuple(
        day.strftime(way)
        for way in ("%m%d%Y", "%d%m%Y", "%Y%m%d", "%Y%d%m", "%m%d%y", "%d%m%y", "%y%m%d", "%y%d%m")
    )
