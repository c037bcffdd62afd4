"""Numbers of the made-up system of record. Each family has its own block of each kind, so none is given twice.

SSNs pass SSA's rules (POMS RM 10201.035) and lie in areas 773 to 899, which SSA gave to nobody before it began to draw
areas at random in June 2011: no adult of the demo can be a real person's number from before. ITINs begin with 9.
"""

from functools import lru_cache

from customer_connect.demo.worlds import World

PEOPLE_PER_FAMILY = 16
CASES_PER_FAMILY = 8
ENTRIES_PER_CASE = 40_000
# They share no factor with the ranges below: multiplying by them reorders a range without collision.
_PARTICIPANT_STRIDE = 4_398_042_316_799
_SSN_STRIDE = 2_147_483_647

_SSN_FIRST_AREA, _SSN_AREAS = 773, 127
_SERIALS = 9_999
_ITIN_GROUPS = tuple(group for group in range(70, 100) if group not in (89, 93))


@lru_cache(maxsize=16)
def _start(world: World, kind: str, count: int) -> int:
    return world.dice(kind).randrange(count)


def participant_id(world: World, family: int, slot: int) -> int:
    """Return ten digits, the first not 0, in no guessable order."""
    start = _start(world, "participant-id", 9_000_000_000)
    place = family * PEOPLE_PER_FAMILY + slot
    return 1_000_000_000 + (start + place * _PARTICIPANT_STRIDE) % 9_000_000_000


def ssn(world: World, family: int, slot: int) -> str:
    """Return an SSN that is this person's alone."""
    count = _SSN_AREAS * 99 * _SERIALS
    start = _start(world, "ssn", count)
    rest, serial = divmod((start + (family * PEOPLE_PER_FAMILY + slot) * _SSN_STRIDE) % count, _SERIALS)
    area, group = divmod(rest, 99)
    return f"{_SSN_FIRST_AREA + area}{group + 1:02d}{serial + 1:04d}"


def itin(world: World, family: int, slot: int) -> str:
    """Return an ITIN that is this person's alone."""
    count = 100 * len(_ITIN_GROUPS) * _SERIALS
    start = _start(world, "itin", count)
    rest, serial = divmod((start + (family * PEOPLE_PER_FAMILY + slot) * _SSN_STRIDE) % count, _SERIALS)
    area, group = divmod(rest, len(_ITIN_GROUPS))
    return f"{900 + area}{_ITIN_GROUPS[group]}{serial + 1:04d}"


def case_number(family: int, position: int) -> int:
    """Return twelve digits, the first not 0. They rise with the family, as numbers given in order do."""
    return 200_000_000_000 + (family * CASES_PER_FAMILY + position) * 1_009 + 417


def case_entries(family: int, position: int) -> int:
    """Return the first number of this case's block for receipts, disbursements, orders and dates."""
    return 1_000_000 + (family * CASES_PER_FAMILY + position) * ENTRIES_PER_CASE
