"""People who have no PIN yet: first PINs in bulk are for them. They are in no list of sign-ins."""

from dataclasses import replace

from customer_connect.demo.cases import Family
from customer_connect.demo.people import Person, persona
from customer_connect.demo.personas.paperwork import simple_family
from customer_connect.demo.pools.places import NEWLY_TRANSITIONED
from customer_connect.demo.worlds import World


def two_letters(world: World, number: int) -> Family:
    """Make parents whose office has just moved to the statewide system."""
    payee = _newcomer(
        world, number, 0, "Lorena|Bautista Ríos", NEWLY_TRANSITIONED, "1991-11-02", language="es"
    )
    payer = _newcomer(world, number, 1, "Marco|Bautista", NEWLY_TRANSITIONED, "1990-01-19", language="es")
    return simple_family(world, number, payee, payer, surname="Bautista", age=6, cents=41_000)


def one_letter(world: World, number: int) -> Family:
    """Make parents of that office of whom one has no address that mail reaches."""
    payee = _newcomer(world, number, 0, "Shannon|Whitcomb", NEWLY_TRANSITIONED, "1983-04-27")
    payer = _newcomer(
        world, number, 1, "Daniel|Whitcomb", NEWLY_TRANSITIONED, "1982-08-14", address_valid=False
    )
    return simple_family(world, number, payee, payer, surname="Whitcomb", age=13, cents=52_500)


def private_wages(world: World, number: int) -> Family:
    """Make parents with a private wage assignment."""
    payee = _newcomer(world, number, 0, "Olivia|Fontaine", "Fresno", "1994-06-08")
    payer = _newcomer(world, number, 1, "Andre|Fontaine", "Fresno", "1992-12-21")
    family = simple_family(world, number, payee, payer, surname="Fontaine", age=3, cents=38_000)
    return replace(family, cases=(replace(family.cases[0], has_private_wage_assignment=True),))


def _newcomer(
    world: World, number: int, slot: int, name: str, county: str, born: str, **facts: object
) -> Person:
    return replace(persona(world, number, slot, name, county, born, **facts), has_no_pin=True)
