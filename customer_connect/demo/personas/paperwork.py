"""Names, numbers, addresses and birthdays that forms and letters stumble over."""

from dataclasses import replace
from datetime import time

from customer_connect.demo import numbers
from customer_connect.demo.cases import Case, Family, Habit, Hearing, Meeting, Ordered, Payer, Payout
from customer_connect.demo.people import Person, child, persona
from customer_connect.demo.pools.places import NEWLY_TRANSITIONED
from customer_connect.demo.worlds import World


def simple_family(
    world: World, number: int, payee: Person, payer: Person, *, surname: str, age: int, cents: int
) -> Family:
    """Make a custodial and a paying parent with one child, paid from wages for a year and more."""
    kid = child(world, number, 2, surname, payee.row.language, age, payee.county)
    begins_on = world.day(-450).replace(day=1)
    payers = (
        Payer(
            payer, (Ordered(cents, begins_on),), (Habit("wage_withholding", begins_on, every="semimonthly"),)
        ),
    )
    case = Case(0, payee.county, payee, payers, (kid,), opened_on=world.day(-560))
    return Family(number, (payee, payer, kid), (case,))


def short_names(world: World, number: int) -> Family:
    """Make a person with one name only, and one whose names have one letter each."""
    payee = persona(world, number, 0, "|Suparman", "Los Angeles", "1986-10-21").noted(
        "Has one name only, no first name."
    )
    payer = persona(world, number, 1, "J|O", "Los Angeles", "1983-12-05").noted(
        "First and last name have one letter each."
    )
    return simple_family(world, number, payee, payer, surname="O", age=9, cents=36_000)


def long_names(world: World, number: int) -> Family:
    """Make names as long as the system of record takes."""
    payee = persona(
        world,
        number,
        0,
        "María de los Ángeles Inmaculada|de la Cruz-Villavicencio y Fernández de Córdoba",
        "Imperial",
        "1981-05-13",
        language="es",
        middle_name="Guadalupe Concepción",
    ).noted("A very long name. Prefers Spanish.")
    payer = persona(
        world, number, 1, "Bartholomew-Alexander|Featherstonehaugh-Cholmondeley", "Imperial", "1980-08-08"
    ).noted("A very long name.")
    return simple_family(world, number, payee, payer, surname="de la Cruz", age=12, cents=61_000)


def first_namesake(world: World, number: int) -> Family:
    """Make one of two people with the same full name."""
    payee = persona(world, number, 0, "Yesenia|Barajas", "Tulare", "1990-07-04", language="es")
    payer = persona(world, number, 1, "José Luis|Hernández", "Tulare", "1988-03-15", language="es").noted(
        "Somebody else has the same full name; this one was born on March 15, 1988."
    )
    return simple_family(world, number, payee, payer, surname="Hernández", age=6, cents=34_500)


def second_namesake(world: World, number: int) -> Family:
    """Make the other of two people with the same full name."""
    payee = persona(world, number, 0, "Maribel|Zúñiga", "Monterey", "1994-01-29", language="es")
    payer = persona(world, number, 1, "José Luis|Hernández", "Monterey", "1991-09-16").noted(
        "Somebody else has the same full name; this one was born on September 16, 1991."
    )
    return simple_family(world, number, payee, payer, surname="Hernández", age=4, cents=27_500)


def unreachable(world: World, number: int) -> Family:
    """Make a mother without email and valid address; a father with email only."""
    crystal = persona(
        world,
        number,
        0,
        "Crystal|Weaver",
        "Butte",
        "1984-04-22",
        email=None,
        address_valid=False,
        mobile_phone=None,
    ).noted("No email and no valid address: a PIN can be sent nowhere. Checks to her are on hold.")
    dustin = persona(world, number, 1, "Dustin|Weaver", "Butte", "1982-09-18", address_valid=False).noted(
        "Email, but no valid address."
    )
    family = simple_family(world, number, crystal, dustin, surname="Weaver", age=11, cents=22_000)
    held = replace(family.cases[0], payout=Payout("check", held_since=world.day(-40)))
    return replace(family, cases=(held,))


def letters_only(world: World, number: int) -> Family:
    """Make people who have an address and no email; the father lives abroad."""
    fely = persona(world, number, 0, "Nenita|Dimaculangan", "San Diego", "1977-02-14", email=None).noted(
        "Valid address, no email: a PIN can only come by mail."
    )
    abroad = persona(
        world,
        number,
        1,
        "Guadalupe|Ortega Ibarra",
        "San Diego",
        "1975-12-12",
        language="es",
        email=None,
        address_line_1="Calle Nogal 1482",
        address_line_2="Colonia Los Olivos",
        city="Tijuana",
        state="Baja California",
        postal_code="22000",
        country="MX",
        mobile_phone="+526645550142",
    ).noted("Lives in Mexico: foreign address and telephone number, no email.")
    return simple_family(world, number, fely, abroad, surname="Ortega", age=15, cents=33_500)


def leap_day(world: World, number: int) -> Family:
    """Make people born on February 29."""
    payee = persona(world, number, 0, "Megan|Van Dyke", "Riverside", "1988-02-29").noted(
        "Born on February 29."
    )
    payer = persona(world, number, 1, "Isaiah|Bennett", "Riverside", "1984-02-29").noted(
        "Born on February 29."
    )
    return simple_family(world, number, payee, payer, surname="Bennett", age=8, cents=40_500)


def other_numbers(world: World, number: int) -> Family:
    """Make a mother with an ITIN, a father without any number."""
    payee = persona(
        world,
        number,
        0,
        "Xiaoyan|Liu",
        "Santa Clara",
        "1992-08-27",
        ssn=None,
        itin=numbers.itin(world, number, 0),
    ).noted("Has an ITIN, no SSN: signs in with the Participant ID.")
    payer = persona(world, number, 1, "Rodel|Manalo", "Santa Clara", "1990-05-01", ssn=None).noted(
        "Has neither SSN nor ITIN: signs in with the Participant ID."
    )
    return simple_family(world, number, payee, payer, surname="Manalo", age=2, cents=25_000)


def new_office(world: World, number: int) -> Family:
    """Make a family whose office has just moved to the statewide system: temporary PINs came by mail."""
    payee = replace(
        persona(world, number, 0, "Heather|Callahan-Reed", NEWLY_TRANSITIONED, "1987-06-30"),
        has_temporary_pin=True,
    ).noted(
        "Temporary PIN: it works once and must then be changed. Her office moved to the system 12 days ago."
    )
    payer = replace(
        persona(world, number, 1, "Cody|Reed", NEWLY_TRANSITIONED, "1986-10-16"), has_temporary_pin=True
    ).noted("Temporary PIN. His office moved to the system 12 days ago.")
    return simple_family(world, number, payee, payer, surname="Reed", age=10, cents=37_500)


def private_wages(world: World, number: int) -> Family:
    """Make a private wage assignment, and a new user who prefers Spanish."""
    payee = replace(
        persona(world, number, 0, "Esperanza|Magaña Solís", "Stanislaus", "1989-03-08", language="es"),
        has_temporary_pin=True,
    ).noted("Temporary PIN, prefers Spanish. Private wage assignment: PINs were mailed.")
    payer = persona(world, number, 1, "Héctor|Quiñones", "Stanislaus", "1988-07-22", language="es").noted(
        "Private wage assignment."
    )
    family = simple_family(world, number, payee, payer, surname="Quiñones Magaña", age=7, cents=48_000)
    return replace(family, cases=(replace(family.cases[0], has_private_wage_assignment=True),))


def under_one_roof(world: World, number: int) -> Family:
    """Make parents who live at one address, with dates that were moved, canceled and held."""
    payee = persona(world, number, 0, "Monique|Hayes", "Contra Costa", "1985-10-31").noted(
        "Lives with the other parent. Dates that were held, canceled and changed."
    )
    home = ("address_line_1", "address_line_2", "city", "postal_code")
    payer = persona(world, number, 1, "Andre|Hayes", "Contra Costa", "1984-12-19").but(
        **{field: getattr(payee.row, field) for field in home}
    )
    family = simple_family(
        world,
        number,
        payee,
        payer.noted("Lives with the other parent."),
        surname="Hayes",
        age=1,
        cents=20_000,
    )
    case = replace(
        family.cases[0],
        hearings=(
            Hearing(world.day(-90), time(8, 30), "establishment", "held"),
            Hearing(world.day(-14), time(9, 0), "review", "canceled"),
            Hearing(world.day(27), time(10, 15), "review", "rescheduled", moved_days=14),
        ),
        meetings=(
            Meeting(payee, world.day(-33), time(9, 0), "interview", "phone", "held"),
            Meeting(payee, world.day(4), time(9, 0), "order_review", "video", "canceled"),
            Meeting(payee, world.day(11), time(15, 0), "order_review", "video", "rescheduled"),
        ),
    )
    return replace(family, cases=(case,))
