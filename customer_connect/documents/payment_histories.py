"""The payment history as a document: proof of payment and of non-payment for another agency.

It tells dates, kinds and amounts, never where money came from or how it was sent (IRS Publication 1075).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customer_connect.core.dates import format_day, today
from customer_connect.core.money import format_dollars
from customer_connect.documents.compiling import render
from customer_connect.documents.pages import page


class Direction(Enum):
    """Which side of the money a history is of."""

    MADE = "made"
    SENT_TO_ME = "sent_to_me"


@dataclass(frozen=True)
class HistoryEntry:
    """One line: when, in which case, what (payment, reversal …, as people read it), where it stands, dollars."""

    posted_on: date
    case_number: str
    kind: str
    status: str
    amount: Decimal


@dataclass(frozen=True)
class Subtotal:
    """One line of subtotals: a year or a case, how many entries, dollars."""

    label: str
    count: int
    amount: Decimal


@dataclass(frozen=True)
class PaymentHistory:
    """All entries of one person and direction in one period, in the order they are to be printed.

    `begins_on` may be None for "since the beginning of the records". `case_numbers` are the cases it covers, entries
    or not. `total` is the dollars of all entries with reversals taken off. `subtotals` are printed when there are two
    or more, under `subtotals_label` ("Year", "Case").
    """

    direction: Direction
    participant_name: str
    participant_number: str
    case_numbers: Sequence[str]
    begins_on: date | None
    ends_on: date
    entries: Sequence[HistoryEntry]
    total: Decimal
    subtotals: Sequence[Subtotal] = ()
    subtotals_label: str = ""
    statement_on: date = field(default_factory=today)

    @property
    def title(self) -> str:
        """The document's title, in the language in force."""
        return _("Payments I made") if self.direction is Direction.MADE else _("Payments sent to me")


def payment_history_pdf(history: PaymentHistory) -> bytes:
    """Return the history as a tagged PDF in the language in force. Without entries it proves that there were none."""
    return render("payment_history.typ", _data(history))


def _data(history: PaymentHistory) -> dict[str, Any]:
    has_entries = bool(history.entries)
    has_subtotals = len(history.subtotals) > 1
    return {
        "page": page(
            title=history.title, participant_number=history.participant_number, made_on=history.statement_on
        ),
        "facts": [
            {"label": _("Name"), "value": history.participant_name},
            {"label": _("Participant ID"), "value": history.participant_number},
            {
                "label": ngettext("Case number", "Case numbers", len(history.case_numbers)),
                "value": ", ".join(history.case_numbers) or _("None"),
            },
            {"label": _("Period"), "value": _period(history)},
            {"label": _("Statement date"), "value": format_day(history.statement_on)},
        ],
        "finding": _finding(history),
        "total": {"label": _total_label(history), "value": format_dollars(history.total)}
        if has_entries
        else None,
        "totals-heading": _("Totals"),
        "totals-columns": [
            {"label": history.subtotals_label, "align": "start", "width": "fill"},
            {"label": _("Entries"), "align": "end", "width": "fill"},
            {"label": _("Amount"), "align": "end", "width": "fill"},
        ],
        "totals": [[one.label, str(one.count), format_dollars(one.amount)] for one in history.subtotals]
        if has_subtotals
        else [],
        "entries-heading": _("All entries"),
        "columns": [
            {"label": _("Date"), "align": "start", "width": "fill"},
            {"label": _("Case number"), "align": "start", "width": "fill"},
            {"label": _("Type"), "align": "start", "width": "fill"},
            {"label": _("Status"), "align": "start", "width": "fill"},
            {"label": _("Amount"), "align": "end", "width": "fill"},
        ],
        "entries": [
            [format_day(one.posted_on), one.case_number, one.kind, one.status, format_dollars(one.amount)]
            for one in history.entries
        ],
        "foot": [_("Total"), "", "", "", format_dollars(history.total)],
        "notes": _notes(history),
    }


def _period(history: PaymentHistory) -> str:
    if history.begins_on is None:
        return _("Up to %(end)s") % {"end": format_day(history.ends_on)}
    return _("%(begin)s to %(end)s") % {
        "begin": format_day(history.begins_on),
        "end": format_day(history.ends_on),
    }


def _finding(history: PaymentHistory) -> str:
    words = {"name": history.participant_name, "count": len(history.entries)}
    if history.direction is Direction.MADE:
        if history.entries:
            return (
                ngettext(
                    "%(count)s entry for payments made by %(name)s in this period.",
                    "%(count)s entries for payments made by %(name)s in this period.",
                    len(history.entries),
                )
                % words
            )
        return _("No payments made by %(name)s were recorded in this period.") % words
    if history.entries:
        return (
            ngettext(
                "%(count)s entry for payments sent to %(name)s in this period.",
                "%(count)s entries for payments sent to %(name)s in this period.",
                len(history.entries),
            )
            % words
        )
    return _("No payments were sent to %(name)s in this period.") % words


def _total_label(history: PaymentHistory) -> str:
    return _("Total paid") if history.direction is Direction.MADE else _("Total sent")


def _notes(history: PaymentHistory) -> list[str]:
    return [
        _(
            "This statement shows what the child support agency had on record on %(date)s. Payments that parents gave "
            "each other directly are not in it. A reversal takes back an earlier payment."
        )
        % {"date": format_day(history.statement_on)},
        _("It does not show where a payment came from or how it was sent, because that is private."),
    ]
