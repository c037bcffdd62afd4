"""The money of one payer in one case, day by day: what falls due, what comes in, what is owed.

Credit order: current month, then interest, then principal (CCP 695.221); 10% simple interest a year on past-due
support (CCP 685.010), here on the month's first balance. Time only moves forward: the entries up to one day are the
first entries of any later day, so that a nightly delta continues what was sent before.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from customer_connect.demo.business_days import PERIODS_PER_YEAR, business_day, due_days, month_starts
from customer_connect.demo.cases import Habit, Incident, Payer
from customer_connect.demo.worlds import Dice

LOOK_AHEAD_DAYS = 40
_MONTH, _DUE, _PAY, _INCIDENT = range(4)
_BOUNCE_DAYS = 8
_BEFALL_THE_NEXT = ("returned_check", "returned_payout", "held")
# Which obligation is met last, when a month is not paid in full.
_OBLIGATIONS = ("child_support", "spousal_support", "medical_support")


@dataclass(slots=True)
class Entry:
    """Money that came in, in cents, and what it was applied to. `slot` numbers it within the ledger."""

    slot: int
    day: int
    cents: int
    kind: str
    source: str
    current: int
    family_arrears: int
    state_arrears: int
    interest: int
    other: int
    bounced_on: int = 0
    held_until: int = 0
    is_payout_returned: bool = False


class Ledger:
    """Runs one payer's account up to a day. `entries` yields what came in; then the balances stand."""

    def __init__(self, payer: Payer, dice: Dice, *, until: int) -> None:
        self.payer = payer
        self.dice = dice
        self.until = until
        self.current = 0
        self.due = [0, 0, 0]
        self.arrears = [payer.arrears, 0, 0]
        self.state_arrears = payer.state_arrears
        self.interest = payer.interest
        self.fees = payer.fees
        self.changed_on = 0
        self.upcoming: list[tuple[int, int, int]] = []
        self._waiting: dict[str, Incident] = {}
        self._orders = [
            (
                order.begins_on.toordinal(),
                order.ends_on.toordinal() if order.ends_on else 1 << 30,
                order.cents * PERIODS_PER_YEAR.get(order.frequency, 0),
                order.obligation == "arrears_payment",
            )
            for order in payer.orders
        ]

    def entries(self) -> Iterator[Entry]:
        """Yield what came in, in order of time; afterwards `upcoming` holds (day, slot, cents) of payments to come."""
        bounced: list[Entry] = []
        slot = 0
        for day, event, what in self._events():
            while bounced and bounced[0].bounced_on <= min(day, self.until):
                self._unapply(bounced.pop(0))
            slot += event >= _PAY
            if day > self.until:
                if event == _PAY:
                    self._announce(day, slot, self.payer.habits[what])
                continue
            self.changed_on = day
            entry = self._happen(day, event, what, slot)
            if entry is not None:
                if entry.bounced_on:
                    bounced.append(entry)
                yield entry
        for entry in bounced:
            if entry.bounced_on <= self.until:
                self._unapply(entry)

    def _happen(self, day: int, event: int, what: int, slot: int) -> Entry | None:
        if event == _MONTH:
            self._close_month()
        elif event == _DUE:
            self._fall_due(what)
        elif event == _PAY:
            return self._befall(self._pay(day, slot, self.payer.habits[what]))
        elif (incident := self.payer.incidents[what]).kind in _BEFALL_THE_NEXT:
            self._waiting[incident.kind] = incident
        else:
            return self._extra(day, slot, incident)
        return None

    def _events(self) -> list[tuple[int, int, int]]:
        last = self.until + LOOK_AHEAD_DAYS
        events: list[tuple[int, int, int]] = []
        first = last
        for index, order in enumerate(self.payer.orders):
            begin = order.begins_on.toordinal()
            first = min(first, begin)
            if order.obligation != "arrears_payment":
                end = order.ends_on.toordinal() if order.ends_on else last
                events += [(day, _DUE, index) for day in due_days(order.frequency, begin, min(end, last))]
        for index, habit in enumerate(self.payer.habits):
            end = min(habit.ends_on.toordinal() if habit.ends_on else last, last)
            days = due_days(habit.every, habit.begins_on.toordinal(), end)
            events += [(business_day(day), _PAY, index) for day in days]
        events += [
            (business_day(incident.on.toordinal()), _INCIDENT, index)
            for index, incident in enumerate(self.payer.incidents)
        ]
        events += [(day, _MONTH, 0) for day in month_starts(first + 1, last)]
        events.sort()
        return events

    def _close_month(self) -> None:
        owed = sum(self.arrears) + self.state_arrears
        self.interest += (owed * 10 + 600) // 1200
        unpaid = self.current
        if unpaid > 0:
            for index in (2, 1):
                part = min(unpaid, self.due[index])
                self.arrears[index] += part
                unpaid -= part
            self.arrears[0] += unpaid
            self.current = 0
        self.due = [0, 0, 0]

    def _fall_due(self, index: int) -> None:
        order = self.payer.orders[index]
        self.current += order.cents
        self.due[_OBLIGATIONS.index(order.obligation)] += order.cents

    def _usual(self, day: int, habit: Habit) -> int:
        periods = PERIODS_PER_YEAR[habit.every]
        regular = extra = 0
        for begins, ends, yearly, is_toward_arrears in self._orders:
            if begins <= day <= ends:
                if is_toward_arrears:
                    extra += yearly
                else:
                    regular += yearly
        owed = sum(self.arrears) + self.state_arrears + self.interest
        extra = min(round(extra / periods), owed)
        return round(regular * habit.share / periods) + extra

    def _announce(self, day: int, slot: int, habit: Habit) -> None:
        if len(self.upcoming) < 2 and habit.chance > 0.8:
            cents = self._usual(day, habit)
            if cents > 0:
                self.upcoming.append((day, slot, cents))

    def _pay(self, day: int, slot: int, habit: Habit) -> Entry | None:
        if not self.dice.happens(habit.chance):
            return None
        cents = self._usual(day, habit)
        if cents <= 0:
            return None
        return self._apply(Entry(slot, day, cents, "payment", habit.source, 0, 0, 0, 0, 0))

    def _extra(self, day: int, slot: int, incident: Incident) -> Entry | None:
        if incident.kind == "adjustment":
            self.arrears[0] = max(self.arrears[0] - incident.cents, 0)
            return Entry(slot, day, incident.cents, "adjustment", "other", 0, incident.cents, 0, 0, 0)
        owed = sum(self.arrears) + self.state_arrears + self.interest
        cents = min(incident.cents, owed)
        if cents <= 0:
            return None
        source = "tax_refund" if incident.kind == "tax_refund" else "bank_transfer"
        entry = Entry(slot, day, cents, "payment", source, 0, 0, 0, 0, 0)
        if incident.days:
            entry.held_until = business_day(day + incident.days)
        return self._apply(entry, is_only_past_due=True)

    def _apply(self, entry: Entry, *, is_only_past_due: bool = False) -> Entry:
        rest = entry.cents
        if not is_only_past_due and self.current > 0:
            entry.current = min(rest, self.current)
            rest -= entry.current
        entry.interest = min(rest, self.interest)
        rest -= entry.interest
        for index, owed in enumerate(self.arrears):
            part = min(rest, owed)
            self.arrears[index] -= part
            entry.family_arrears += part
            rest -= part
        entry.state_arrears = min(rest, self.state_arrears)
        rest -= entry.state_arrears
        entry.other = min(rest, self.fees)
        rest -= entry.other
        entry.current += rest
        self.current -= entry.current
        self.interest -= entry.interest
        self.state_arrears -= entry.state_arrears
        self.fees -= entry.other
        return entry

    def _unapply(self, entry: Entry) -> None:
        self.arrears[0] += entry.family_arrears + entry.current
        self.state_arrears += entry.state_arrears
        self.interest += entry.interest
        self.fees += entry.other
        self.changed_on = max(self.changed_on, entry.bounced_on)

    def _befall(self, entry: Entry | None) -> Entry | None:
        if entry is None or not self._waiting:
            return entry
        if self._waiting.pop("returned_check", None):
            entry.source = "check"
            entry.bounced_on = business_day(entry.day + _BOUNCE_DAYS)
        elif incident := self._waiting.pop("held", None):
            entry.held_until = business_day(entry.day + incident.days)
        elif self._waiting.pop("returned_payout", None):
            entry.is_payout_returned = True
        return entry
