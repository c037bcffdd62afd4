"""What a made-up case is: who is in it, what was ordered, how it is paid. Days are dates, money is in cents."""

from dataclasses import dataclass, field
from datetime import date, time

from customer_connect.demo.people import Person
from customer_connect.demo.pools.places import County


@dataclass(frozen=True, slots=True)
class Ordered:
    """One obligation. `obligation` and `frequency` as in the exchange."""

    cents: int
    begins_on: date
    obligation: str = "child_support"
    frequency: str = "monthly"
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody pays for a time: which part of what is due (`share`), how surely (`chance`), from what source."""

    source: str
    begins_on: date
    ends_on: date | None = None
    every: str = "monthly"
    share: float = 1.0
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Incident:
    """Something out of the ordinary, from this day on.

    returned_check: the next payment bounces; returned_payout: what is sent next comes back and goes out again;
    held: the next payment is held for `days`; tax_refund, lump_sum: money toward past-due support; adjustment: an
    entry of the accountants, either sign.
    """

    kind: str
    on: date
    cents: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Payer:
    """A noncustodial parent's side of a case. The arrears are those before the first order here."""

    person: Person
    orders: tuple[Ordered, ...] = ()
    habits: tuple[Habit, ...] = ()
    incidents: tuple[Incident, ...] = ()
    arrears: int = 0
    state_arrears: int = 0
    interest: int = 0
    fees: int = 0
    court_number: str | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payout:
    """How money goes out. A third party may receive it for a time; without a valid address it may be held."""

    method: str = "direct_deposit"
    third_party: str = ""
    third_party_from: date = date.max
    third_party_until: date = date.min
    held_since: date = date.max


@dataclass(frozen=True, slots=True)
class Hearing:
    """A court date. It calls everybody or one person. The day after the anchor it moves by `moved_days`."""

    on: date
    clock: time = time(8, 30)
    purpose: str = "review"
    status: str = "scheduled"
    person: Person | None = None
    moved_days: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment of one person with the agency."""

    person: Person
    on: date
    clock: time = time(10, 0)
    purpose: str = "interview"
    mode: str = "in_person"
    status: str = "scheduled"
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a family. `position` numbers it within the family; `county` manages it."""

    position: int
    county: County
    custodial: Person
    payers: tuple[Payer, ...]
    children: tuple[Person, ...]
    opened_on: date
    closed_on: date | None = None
    has_private_wage_assignment: bool = False
    payout: Payout = Payout()
    hearings: tuple[Hearing, ...] = ()
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """People who depend on one another, and their cases. Nobody is in two families."""

    number: int
    people: tuple[Person, ...]
    cases: tuple[Case, ...] = field(default=())
