"""People of the made-up world: who they are and how to reach them."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from customer_connect.demo import numbers
from customer_connect.demo.pools.names import BOYS, EMPLOYERS, FOLKS, GIRLS, STREET_KINDS, STREETS, Folk
from customer_connect.demo.pools.places import BY_NAME, COUNTIES, County
from customer_connect.demo.tables import ParticipantRow
from customer_connect.demo.worlds import Dice, World

_FOLK_WEIGHTS = [folk.weight for folk in FOLKS]
_COUNTY_WEIGHTS = [county.weight for county in COUNTIES]


@dataclass(frozen=True, slots=True)
class Person:
    """One person. `county` is where they live and which agency serves them; `remarks` tell why a persona is there."""

    row: ParticipantRow
    county: County
    remarks: str = ""
    has_temporary_pin: bool = False
    has_no_pin: bool = False  # and so no sign-in yet

    @property
    def number(self) -> int:
        """The Participant ID."""
        return self.row.participant_id

    def but(self, **changes: object) -> "Person":
        """Return the same person with other facts in the row."""
        return replace(self, row=self.row._replace(**changes))  # type: ignore[arg-type]

    def noted(self, remarks: str) -> "Person":
        """Return the same person with remarks for whoever tries the demo."""
        return replace(self, remarks=remarks)


def some_folk(dice: Dice) -> Folk:
    """Return a community, as common as it is."""
    return dice.weighted(FOLKS, _FOLK_WEIGHTS)


def some_county(dice: Dice) -> County:
    """Return a county, as populous as it is."""
    return dice.weighted(COUNTIES, _COUNTY_WEIGHTS)


def some_surname(dice: Dice, folk: Folk) -> str:
    """Return a surname; in some communities often two."""
    surname = dice.choice(folk.surnames)
    if folk.has_two_surnames and dice.happens(0.25):
        return f"{surname} {dice.choice(folk.surnames)}"
    return surname


def parent(world: World, family: int, slot: int, *, folk: Folk, county: County, is_woman: bool) -> Person:
    """Make a parent between 20 and 55 with everything the system of record usually knows."""
    dice = world.dice("person", family, slot)
    first = dice.choice(folk.women if is_woman else folk.men)
    last = some_surname(dice, folk)
    street, postal = some_address(dice), dice.choice(county.towns)
    employer = dice.choice(EMPLOYERS) if dice.happens(0.6) else None
    row = ParticipantRow(
        participant_id=numbers.participant_id(world, family, slot),
        first_name=first,
        middle_name=dice.choice(folk.women if is_woman else folk.men) if dice.happens(0.3) else None,
        last_name=last,
        suffix=None,
        birth_on=some_birthday(dice, world.anchor.year - dice.randint(20, 55)),
        ssn=numbers.ssn(world, family, slot) if dice.happens(0.97) else None,
        itin=None,
        language="es" if dice.happens(folk.spanish) else "en",
        family_violence=dice.happens(0.05),
        address_line_1=street,
        address_line_2=f"Apt {dice.randint(1, 240)}" if dice.happens(0.3) else None,
        city=postal[0],
        state="CA",
        postal_code=postal[1],
        country="US",
        address_valid=dice.happens(0.93),
        email=email_of(first, last, dice) if dice.happens(0.7) else None,
        home_phone=phone(dice, county) if dice.happens(0.2) else None,
        mobile_phone=phone(dice, county) if dice.happens(0.85) else None,
        work_phone=phone(dice, county) if employer and dice.happens(0.3) else None,
        employer_name=employer,
        employer_phone=phone(dice, county) if employer else None,
        employer_address=f"{some_address(dice)}, {county.city}, CA {county.postal_code}"
        if employer
        else None,
    )
    return Person(row, county, has_temporary_pin=dice.happens(0.02))


def persona(
    world: World, family: int, slot: int, name: str, county: str, born: str, **facts: object
) -> Person:
    """Make a known person. `name` is first|last, `born` YYYY-MM-DD; facts replace what chance would say."""
    place = BY_NAME[county]
    first, last = name.split("|")
    dice = world.dice("persona", family, slot)
    chance = parent(world, family, slot, folk=FOLKS[0], county=place, is_woman=True)
    known = ParticipantRow(
        participant_id=chance.number,
        first_name=first or None,
        middle_name=None,
        last_name=last,
        suffix=None,
        birth_on=date.fromisoformat(born),
        ssn=numbers.ssn(world, family, slot),
        itin=None,
        language="en",
        family_violence=False,
        address_line_1=chance.row.address_line_1,
        address_line_2=chance.row.address_line_2,
        city=chance.row.city,
        state="CA",
        postal_code=chance.row.postal_code,
        country="US",
        address_valid=True,
        email=email_of(first or last, last, dice),
        home_phone=None,
        mobile_phone=phone(dice, place),
        work_phone=None,
        employer_name=None,
        employer_phone=None,
        employer_address=None,
    )
    return Person(known, place).but(**facts)


def child(
    world: World, family: int, slot: int, last_name: str, language: str, age: int, county: County
) -> Person:
    """Make a child of this age in years. Children have no email, telephone or employer on file."""
    dice = world.dice("child", family, slot)
    row = ParticipantRow(
        participant_id=numbers.participant_id(world, family, slot),
        first_name=dice.choice(GIRLS + BOYS),
        middle_name=None,
        last_name=last_name,
        suffix=None,
        birth_on=some_birthday(dice, world.anchor.year - age - 1),
        ssn=numbers.ssn(world, family, slot) if dice.happens(0.95) else None,
        itin=None,
        language=language,
        family_violence=False,
        address_line_1=None,
        address_line_2=None,
        city=None,
        state=None,
        postal_code=None,
        country=None,
        address_valid=False,
        email=None,
        home_phone=None,
        mobile_phone=None,
        work_phone=None,
        employer_name=None,
        employer_phone=None,
        employer_address=None,
    )
    return Person(row, county)


def some_birthday(dice: Dice, year: int) -> date:
    """Return a day of the year; in leap years it may be the leap day."""
    return date(year, 1, 1) + timedelta(days=dice.randrange(365))


def some_address(dice: Dice) -> str:
    """Return a house number and a street that no town has."""
    return f"{dice.randint(100, 9999)} {dice.choice(STREETS)} {dice.choice(STREET_KINDS)}"


def phone(dice: Dice, county: County) -> str:
    """Return a number in the 555-01xx range, which belongs to nobody, in E.164."""
    return f"+1{county.area_code}55501{dice.randrange(100):02d}"


def email_of(first: str, last: str, dice: Dice) -> str:
    """Return an address at example.org, which delivers to nobody."""
    plain = unicodedata.normalize(
        "NFKD", f"{first}.{last.rsplit(maxsplit=1)[-1]}".casefold().replace("đ", "d")
    )
    letters = "".join(letter for letter in plain if letter == "." or (letter.isascii() and letter.isalpha()))
    return f"{letters.strip('.')}{dice.randint(10, 99)}@example.org"
