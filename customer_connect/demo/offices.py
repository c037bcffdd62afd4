"""The agency's offices, one for each county, and their caseworkers."""

from collections.abc import Iterator

from customer_connect.demo.people import some_folk
from customer_connect.demo.pools.places import COUNTIES, NEWLY_TRANSITIONED, County
from customer_connect.demo.tables import CaseworkerRow, OfficeRow
from customer_connect.demo.worlds import World

CASEWORKERS_PER_OFFICE = 12
_OFFICE_IDS = {county.name: 1001 + index for index, county in enumerate(COUNTIES)}


def office_id(county: County) -> int:
    """Return the number of the county's office."""
    return _OFFICE_IDS[county.name]


def caseworker_id(county: County, family: int) -> int:
    """Return who works this family's cases in that county."""
    return office_id(county) * 100 + family % CASEWORKERS_PER_OFFICE


def offices(world: World) -> Iterator[OfficeRow]:
    """Yield every office."""
    for county in COUNTIES:
        yield OfficeRow(
            office_id=office_id(county),
            name=county.agency,
            county=county.name,
            address_line_1=county.office_address,
            address_line_2="Suite 100" if county.weight > 50 else None,
            city=county.city,
            state="CA",
            postal_code=county.postal_code,
            phone=f"+1{county.area_code}5550100",
            transitioned_on=world.day(-12) if county.name == NEWLY_TRANSITIONED else None,
        )


def caseworkers(world: World) -> Iterator[CaseworkerRow]:
    """Yield every caseworker."""
    for county in COUNTIES:
        for place in range(CASEWORKERS_PER_OFFICE):
            dice = world.dice("caseworker", county.name, place)
            folk = some_folk(dice)
            yield CaseworkerRow(
                caseworker_id=caseworker_id(county, place),
                office_id=office_id(county),
                first_name=dice.choice(folk.women + folk.men),
                last_name=dice.choice(folk.surnames),
                extension=str(2000 + place * 17),
            )
