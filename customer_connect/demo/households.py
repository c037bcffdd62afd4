"""Turns a family into the rows of an exchange package."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from customer_connect.demo import numbers
from customer_connect.demo.business_days import business_day
from customer_connect.demo.cases import Case, Family, Hearing
from customer_connect.demo.entries import Books, dollars
from customer_connect.demo.offices import caseworker_id, office_id
from customer_connect.demo.people import Person
from customer_connect.demo.tables import (
    AppointmentRow,
    CaseMemberRow,
    CaseRow,
    CourtDateRow,
    OrderRow,
    Row,
)
from customer_connect.demo.worlds import World

# On any day, how many of a thousand hearings still to come are moved.
_MOVED_PER_THOUSAND = 15
_HEARING_CLOCKS = (time(8, 30), time(9, 0), time(10, 15), time(13, 30))


def rows_of(world: World, family: Family) -> Iterator[Row]:
    """Yield every row of a family, each table in the order of its keys' making."""
    for person in family.people:
        yield person.row
    for case in family.cases:
        yield from _case_rows(world, family.number, case)


def _case_rows(world: World, family: int, case: Case) -> Iterator[Row]:
    case_id = numbers.case_number(family, case.position)
    first = numbers.case_entries(family, case.position)
    yield CaseRow(
        case_id=case_id,
        status="closed" if case.closed_on else "open",
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        office_id=office_id(case.county),
        private_wage_assignment=case.has_private_wage_assignment,
    )
    yield _member(family, case, case_id, case.custodial, "custodial", None)
    for payer in case.payers:
        yield _member(family, case, case_id, payer.person, "noncustodial", payer.left_on)
    for child in case.children:
        begins = max(case.opened_on, child.row.birth_on or case.opened_on)
        yield CaseMemberRow(case_id, child.number, "child", begins, case.closed_on, None, None)
    for place, payer in enumerate(case.payers):
        for index, order in enumerate(payer.orders):
            yield OrderRow(
                order_id=first + place * 100 + index,
                case_id=case_id,
                payer_id=payer.person.number,
                obligation=order.obligation,
                court_number=payer.court_number or _court_number(case, first),
                amount=dollars(order.cents),
                frequency=order.frequency,
                ordered_on=order.begins_on - timedelta(days=9 + first % 20),
                begins_on=order.begins_on,
                ends_on=order.ends_on,
            )
    for place in range(len(case.payers)):
        yield from Books(world, family, case, case_id, first, place).rows()
    yield from _hearings(world, family, case, case_id, first)
    yield from _meetings(world, case, case_id, first)


def _member(
    family: int, case: Case, case_id: int, person: Person, role: str, left_on: date | None
) -> CaseMemberRow:
    return CaseMemberRow(
        case_id=case_id,
        participant_id=person.number,
        role=role,
        begins_on=case.opened_on,
        ends_on=left_on or case.closed_on,
        office_id=office_id(person.county),
        caseworker_id=caseworker_id(person.county, family % 12),
    )


def _court_number(case: Case, first: int) -> str:
    return f"{case.opened_on:%y}FL{first // 40_000 % 100_000:05d}"


def _hearings(world: World, family: int, case: Case, case_id: int, first: int) -> Iterator[CourtDateRow]:
    for index, hearing in enumerate(case.hearings):
        starts_at, status = _when(world, family, case.position, index, hearing)
        yield CourtDateRow(
            court_date_id=first + index,
            case_id=case_id,
            participant_id=hearing.person.number if hearing.person else None,
            starts_at=starts_at,
            purpose=hearing.purpose,
            status=status,
            courthouse=case.county.courthouse,
            department=f"Dept. {1 + first // 40_000 % 60}",
            address=case.county.court_address,
            court_number=_court_number(case, first),
        )


def _when(world: World, family: int, position: int, index: int, hearing: Hearing) -> tuple[datetime, str]:
    """Return when a hearing is, as the agency knew it on `as_of`: courts move dates while the days go by."""
    day, clock, status = business_day(hearing.on.toordinal()), hearing.clock, hearing.status
    today, anchor = world.as_of.toordinal(), world.anchor.toordinal()
    if hearing.moved_days and today > anchor:
        day, status = business_day(day + hearing.moved_days), "rescheduled"
    for night in range(anchor + 1, today + 1):
        if status not in ("scheduled", "rescheduled") or day <= night:
            break
        dice = world.dice("moved", family, position, index, night)
        if dice.happens(_MOVED_PER_THOUSAND / 1000):
            day, clock, status = (
                business_day(day + dice.randint(7, 35)),
                dice.choice(_HEARING_CLOCKS),
                "rescheduled",
            )
    if status in ("scheduled", "rescheduled") and day < today:
        status = "held"
    return world.at(date.fromordinal(day), clock), status


def _meetings(world: World, case: Case, case_id: int, first: int) -> Iterator[AppointmentRow]:
    for index, meeting in enumerate(case.meetings):
        day = date.fromordinal(business_day(meeting.on.toordinal()))
        county = meeting.person.county
        is_there = meeting.mode == "in_person"
        status = "held" if meeting.status == "scheduled" and day < world.as_of else meeting.status
        yield AppointmentRow(
            appointment_id=first + index,
            case_id=case_id,
            participant_id=meeting.person.number,
            starts_at=world.at(day, meeting.clock),
            minutes=meeting.minutes,
            purpose=meeting.purpose,
            mode=meeting.mode,
            status=status,
            place=county.agency if is_there else None,
            address=f"{county.office_address}, {county.city}, CA {county.postal_code}" if is_there else None,
        )
