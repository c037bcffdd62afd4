"""Families by chance: how many people they have, what they owe, how they pay."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from customer_connect.demo.cases import (
    Case,
    Family,
    Habit,
    Hearing,
    Incident,
    Meeting,
    Ordered,
    Payer,
    Payout,
)
from customer_connect.demo.people import Person, child, parent, some_county, some_folk
from customer_connect.demo.pools.places import County
from customer_connect.demo.worlds import Dice, World

# People in a family and how common that is in a thousand.
_SIZES = {2: 20, 3: 560, 4: 300, 5: 80, 6: 40}
_SOURCES = {
    "wage_withholding": 64,
    "card": 10,
    "bank_transfer": 9,
    "check": 8,
    "money_order": 4,
    "cash": 3,
    "benefits": 2,
}
_EVERY = {"weekly": 20, "biweekly": 40, "semimonthly": 20, "monthly": 20}
_PERIOD_DAYS = {"weekly": 7.0, "biweekly": 14.0, "semimonthly": 15.2, "monthly": 30.4}
_DEFAULT_DAYS = 720
_PURPOSES = ("modification", "enforcement", "review")


def sizes(world: World, first: int, people: int) -> Iterator[tuple[int, int]]:
    """Yield (family number, people in it) so that the people add up exactly. A family of one is in no case."""
    number = first
    choices, weights = tuple(_SIZES), tuple(_SIZES.values())
    while people:
        size = min(world.dice("size", number).weighted(choices, weights), people)
        yield number, size
        people -= size
        number += 1


def family_by_chance(world: World, number: int, size: int) -> Family:
    """Make a family of so many people."""
    dice = world.dice("family", number)
    folk, county = some_folk(dice), some_county(dice)
    mother = parent(world, number, 0, folk=folk, county=county, is_woman=True)
    if size == 1:
        return Family(number, (mother,))
    has_guardian = size > 4 and dice.happens(0.3)
    father = parent(
        world,
        number,
        1,
        folk=folk if dice.happens(0.7) else some_folk(dice),
        county=county if dice.happens(0.7) else some_county(dice),
        is_woman=dice.happens(0.03),
    )
    parents = [mother, father]
    if size == 6:
        other = parent(world, number, 2, folk=some_folk(dice), county=some_county(dice), is_woman=True)
        parents.append(other)
    slots = range(len(parents), size)
    children = tuple(_child(world, dice, number, slot, father, mother) for slot in slots)
    custodial, payer = (father, mother) if dice.happens(0.12) and not has_guardian else (mother, father)
    cases = [_case(world, dice, 0, custodial, payer, children, county)]
    if len(parents) == 3:
        cases = [
            _case(world, dice, 0, custodial, payer, children[:2], county),
            _case(world, dice, 1, parents[2], father, children[2:], parents[2].county),
        ]
    return Family(number, (*parents, *children), tuple(cases))


def _child(world: World, dice: Dice, number: int, slot: int, father: Person, mother: Person) -> Person:
    last = (father if dice.happens(0.7) else mother).row.last_name
    return child(world, number, slot, last, mother.row.language, dice.randint(0, 17), mother.county)


def _case(
    world: World,
    dice: Dice,
    position: int,
    custodial: Person,
    payer: Person,
    children: tuple[Person, ...],
    county: County,
) -> Case:
    has_order = dice.happens(0.94)
    every = dice.weighted(tuple(_EVERY), tuple(_EVERY.values()))
    periods = _periods(world, dice, every)
    begins_on = world.day(-round(periods * _PERIOD_DAYS[every]) - 20)
    closed_on = world.day(-dice.randint(30, 400)) if dice.happens(0.06) else None
    if closed_on and closed_on <= begins_on:
        closed_on = None
    opened_on = (
        begins_on - timedelta(days=dice.randint(60, 400)) if has_order else world.day(-dice.randint(20, 90))
    )
    payers = (
        _payer(world, dice, payer, children, begins_on, closed_on, every) if has_order else Payer(payer),
    )
    return Case(
        position=position,
        county=county,
        custodial=custodial,
        payers=payers,
        children=children,
        opened_on=opened_on,
        closed_on=closed_on if has_order else None,
        has_private_wage_assignment=dice.happens(0.02),
        payout=_payout(world, dice, custodial),
        hearings=() if closed_on else _hearings(world, dice, custodial, payer, has_order=has_order),
        meetings=() if closed_on else _meetings(world, dice, custodial, payer, has_order=has_order),
    )


def _periods(world: World, dice: Dice, every: str) -> int:
    """Return for how many pay periods the case has been paid: as asked for on average, else up to two years."""
    if world.payments_per_case is not None:
        return max(1, round(world.payments_per_case * (0.4 + dice.random() * 1.2)))
    return round(dice.randint(90, _DEFAULT_DAYS) / _PERIOD_DAYS[every])


def _payer(
    world: World,
    dice: Dice,
    person: Person,
    children: tuple[Person, ...],
    begins_on: date,
    closed_on: date | None,
    every: str,
) -> Payer:
    cents = (15_000 + dice.randrange(0, 60_000, 1_000)) * (2 + len(children)) // 3 // 100 * 100
    frequency = every if dice.happens(0.15) else "monthly"
    if frequency != "monthly":
        cents = cents * 12 // {"weekly": 52, "biweekly": 26, "semimonthly": 24}[frequency] // 100 * 100
    orders = [Ordered(cents, begins_on, frequency=frequency, ends_on=closed_on)]
    arrears = 0
    if dice.happens(0.4):
        arrears = dice.randrange(20_000, 900_000, 100)
        orders.append(Ordered(5_000, begins_on, "arrears_payment", ends_on=closed_on))
    if dice.happens(0.06):
        orders.append(
            Ordered(dice.randrange(10_000, 60_000, 2_500), begins_on, "spousal_support", ends_on=closed_on)
        )
    if dice.happens(0.1):
        orders.append(
            Ordered(dice.randrange(3_000, 15_000, 500), begins_on, "medical_support", ends_on=closed_on)
        )
    return Payer(
        person,
        tuple(orders),
        _habits(world, dice, begins_on, closed_on, every),
        _incidents(world, dice, begins_on),
        arrears=arrears,
        state_arrears=dice.randrange(50_000, 600_000, 100) if dice.happens(0.12) else 0,
        interest=arrears // 20,
    )


def _habits(
    world: World, dice: Dice, begins_on: date, closed_on: date | None, every: str
) -> tuple[Habit, ...]:
    source = dice.weighted(tuple(_SOURCES), tuple(_SOURCES.values()))
    pays_every = every if source == "wage_withholding" or world.payments_per_case is not None else "monthly"
    share = dice.weighted((1.0, 0.9, 0.6, 0.3), (70, 12, 12, 6))
    chance = 0.99 if source == "wage_withholding" else dice.choice((0.95, 0.85, 0.6))
    starts = begins_on + timedelta(days=dice.randint(0, 13))
    stops = closed_on
    if dice.happens(0.1):
        stops = max(starts, world.day(-dice.randint(60, 300)))
    return (Habit(source, starts, stops, pays_every, share, chance),) if dice.happens(0.95) else ()


def _incidents(world: World, dice: Dice, begins_on: date) -> tuple[Incident, ...]:
    incidents = []
    days = (world.anchor - begins_on).days
    for kind, chance in (
        ("returned_check", 0.04),
        ("returned_payout", 0.02),
        ("held", 0.03),
        ("adjustment", 0.03),
    ):
        if dice.happens(chance):
            cents = dice.choice((-2_500, 1_250, 5_000, 12_500))
            incidents.append(Incident(kind, world.day(-dice.randint(1, max(days, 1))), cents=cents, days=10))
    if dice.happens(0.2):
        refund = date(world.anchor.year, 3, dice.randint(1, 28))
        if begins_on < refund < world.anchor:
            incidents.append(
                Incident("tax_refund", refund, dice.randrange(40_000, 350_000), days=dice.choice((0, 0, 180)))
            )
    return tuple(incidents)


def _payout(world: World, dice: Dice, custodial: Person) -> Payout:
    method = dice.weighted(("direct_deposit", "payment_card", "check"), (55, 37, 8))
    if method == "check" and not custodial.row.address_valid:
        return Payout(method, held_since=world.day(-20))
    if dice.happens(0.01):
        return Payout(
            method, f"{custodial.county.name} County Human Services Agency", world.day(-400), world.day(-90)
        )
    return Payout(method)


def _hearings(
    world: World, dice: Dice, custodial: Person, payer: Person, *, has_order: bool
) -> tuple[Hearing, ...]:
    hearings = []
    clock = dice.choice((time(8, 30), time(9, 0), time(10, 15), time(13, 30)))
    if dice.happens(0.3):
        hearings.append(Hearing(world.day(-dice.randint(20, 200)), clock, dice.choice(_PURPOSES), "held"))
    if not has_order:
        hearings.append(
            Hearing(world.day(dice.randint(5, 60)), clock, dice.choice(("establishment", "parentage")))
        )
    elif dice.happens(0.25):
        status = dice.weighted(("scheduled", "rescheduled", "canceled"), (80, 12, 8))
        person = payer if dice.happens(0.2) else custodial if dice.happens(0.05) else None
        hearings.append(
            Hearing(world.day(dice.randint(2, 75)), clock, dice.choice(_PURPOSES), status, person)
        )
    return tuple(hearings)


def _meetings(
    world: World, dice: Dice, custodial: Person, payer: Person, *, has_order: bool
) -> tuple[Meeting, ...]:
    meetings = []
    for person in (custodial, payer):
        if dice.happens(0.15):
            purpose = dice.choice(
                ("order_review", "payment_plan", "other") if has_order else ("interview", "genetic_test")
            )
            mode = "in_person" if purpose == "genetic_test" else dice.choice(("in_person", "phone", "video"))
            status = dice.weighted(("scheduled", "rescheduled", "canceled"), (80, 10, 10))
            day, clock = world.day(dice.randint(-60, 45)), time(dice.randint(8, 15), dice.choice((0, 30)))
            meetings.append(Meeting(person, day, clock, purpose, mode, status))
    return tuple(meetings)
