"""Entries of a history as a page, a print-out or a file shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from customer_connect.core.dates import format_day
from customer_connect.core.identifiers import format_case_number
from customer_connect.core.labels import labels_of
from customer_connect.core.money import format_dollars
from customer_connect.domain.payments.enums import EntryKind
from customer_connect.domain.payments.histories import Entry, History, Total
from customer_connect.web.payments.sides import Side

ZERO = Decimal("0.00")
_MOODS = {"held": " cc-status--waiting", "returned": " cc-status--bad", "paid": " cc-status--good"}


class Line(NamedTuple):
    """One entry, all of it as text but what files need raw."""

    entry: Entry
    day: str
    case_number: str
    kind: str
    way: str
    status: str
    mood: str
    remark: str
    amount: str


@dataclass(frozen=True)
class TotalLine:
    """One line of the totals."""

    label: str
    count: int
    amount: Decimal


@dataclass(frozen=True)
class Totals:
    """What the entries of a period add up to: by kind, together, and what they were applied to."""

    lines: list[TotalLine]
    held: list[TotalLine]
    applied: list[TotalLine]
    count: int
    amount: Decimal


def lines_of(entries: Iterable[Entry], history: History, side: Side) -> list[Line]:
    """Return the entries as lines, with the days of reversals and of what they reverse."""
    entries = list(entries)
    reversed_on, originals = history.reversed_on(entries), history.originals_of(entries)
    kinds, statuses, ways = labels_of(EntryKind), labels_of(side.statuses), side.way_labels()
    return [
        Line(
            entry,
            format_day(entry.posted_on),
            format_case_number(entry.case_id),
            kinds[entry.kind],
            ways.get(entry.way, "") if entry.kind == EntryKind.PAYMENT else "",
            _status(entry, statuses, reversed_on.get(entry.entry_id)),
            _MOODS.get(entry.status, ""),
            _remark(originals.get(entry.reverses_id) if entry.reverses_id else None),
            format_dollars(entry.amount),
        )
        for entry in entries
    ]


def totals_of(history: History) -> Totals:
    """Return the totals of a history. Money on hold is counted apart: it has not moved yet."""
    totals = history.totals()
    moved = [total for total in totals if not total.is_held]
    order = list(EntryKind.values)
    moved.sort(key=lambda total: order.index(total.kind))
    held = [total for total in totals if total.is_held]
    return Totals(
        lines=[TotalLine(_of_kind(total.kind), total.entries, total.amount) for total in moved],
        held=[_on_hold(held)] if held else [],
        applied=_applied(moved) if history.ledger.parts else [],
        count=sum(total.entries for total in moved),
        amount=sum((total.amount for total in moved), ZERO),
    )


def _of_kind(kind: str) -> str:
    match EntryKind(kind):
        case EntryKind.PAYMENT:
            return _("Payments")
        case EntryKind.REVERSAL:
            return _("Reversals")
        case EntryKind.ADJUSTMENT:
            return _("Adjustments")


def _on_hold(held: list[Total]) -> TotalLine:
    count, amount = sum(total.entries for total in held), sum((total.amount for total in held), ZERO)
    return TotalLine(_("On hold, not in the total"), count, amount)


def _applied(moved: list[Total]) -> list[TotalLine]:
    """Return what was applied to what, in the order of CCP 695.211."""
    count = sum(total.entries for total in moved)
    parts = [
        (_("Current support"), sum((total.current_support for total in moved), ZERO)),
        (_("Past-due support"), sum((total.arrears for total in moved), ZERO)),
        (_("Interest"), sum((total.interest for total in moved), ZERO)),
        (_("Other"), sum((total.other for total in moved), ZERO)),
    ]
    return [TotalLine(label, count, amount) for label, amount in parts]


def _status(entry: Entry, statuses: dict[str, str], reversed_on: date | None) -> str:
    if reversed_on:
        return _("Returned on %(day)s") % {"day": format_day(reversed_on)}
    return statuses[entry.status]


def _remark(original_on: date | None) -> str:
    return _("Takes back the entry of %(day)s") % {"day": format_day(original_on)} if original_on else ""
