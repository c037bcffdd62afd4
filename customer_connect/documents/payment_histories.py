"""The payment history as a document: proof of payment and of non-payment for another agency.

It tells dates, kinds and amounts, never where money came from or how it was sent (IRS Publication 1075). Everything
that it says of sums and counts is reckoned from the very entries that it lists.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customer_connect.core.dates import format_day, format_span
from customer_connect.core.money import format_dollars
from customer_connect.documents.compiling import render
from customer_connect.documents.pages import page
from customer_connect.documents.payment_entries import Direction, HistoryEntry, PaymentHistory
from customer_connect.domain.payments.enums import EntryKind

ZERO = Decimal("0.00")


def payment_history_pdf(history: PaymentHistory) -> bytes:
    """Return the history as a tagged PDF in the language in force. Without entries it proves that there were none."""
    return render("payment_history.typ", _data(history))


def _data(history: PaymentHistory) -> dict[str, Any]:
    total = format_dollars(_sum(history.moved))
    return {
        "page": page(
            title=history.title,
            participant_name=history.participant_name,
            participant_number=history.participant_number,
            made_on=history.statement_on,
        ),
        "facts": [
            {"label": _("Name"), "value": history.participant_name},
            {"label": _("Participant ID"), "value": history.participant_number},
            {"label": _("Statement date"), "value": format_day(history.statement_on)},
            {"label": _("Period"), "value": _period(history)},
            {
                "label": ngettext("Case number", "Case numbers", len(history.case_numbers)),
                "value": ", ".join(history.case_numbers) or _("None"),
            },
        ],
        "finding": _finding(history),
        "remarks": _remarks(history),
        "total": {"label": _total_label(history), "value": total} if history.entries else None,
        "totals-heading": _("Totals"),
        "totals": _totals(history),
        "entries-heading": _("All entries"),
        "entries": _entries(history, total),
        "notes": _notes(history),
    }


def _period(history: PaymentHistory) -> str:
    if history.begins_on is None:
        return _("Everything through %(last)s") % {"last": format_day(history.ends_on)}
    return format_span(history.begins_on, history.ends_on)


def _finding(history: PaymentHistory) -> str:
    count = len(history.payments)
    words = {"name": history.participant_name, "count": count}
    if history.direction is Direction.MADE:
        if not count:
            return _("No payments were made by %(name)s in this period.") % words
        found = ngettext(
            "%(count)s payment was made by %(name)s in this period.",
            "%(count)s payments were made by %(name)s in this period.",
            count,
        )
        return found % words
    if not count:
        return _("No payments were sent to %(name)s in this period.") % words
    found = ngettext(
        "%(count)s payment was sent to %(name)s in this period.",
        "%(count)s payments were sent to %(name)s in this period.",
        count,
    )
    return found % words


def _remarks(history: PaymentHistory) -> list[str]:
    """Return what a reader who sees the first sentence only would get wrong."""
    returned = sum(entry.is_returned for entry in history.payments)
    held = len(history.held)
    remarks = []
    if returned:
        found = ngettext(
            "%(count)s of these payments was returned later.",
            "%(count)s of these payments were returned later.",
            returned,
        )
        remarks.append(found % {"count": returned})
    if held:
        found = ngettext(
            "%(count)s entry is on hold and is not counted.",
            "%(count)s entries are on hold and are not counted.",
            held,
        )
        remarks.append(found % {"count": held})
    if history.moved and not history.payments:
        remarks.append(_("The entries below correct earlier payments."))
    return remarks


def _total_label(history: PaymentHistory) -> str:
    is_made = history.direction is Direction.MADE
    if all(entry.kind == EntryKind.PAYMENT for entry in history.moved):
        return _("Total paid") if is_made else _("Total sent")
    return (
        _("Total paid, after reversals and adjustments")
        if is_made
        else _("Total sent, after reversals and adjustments")
    )


def _totals(history: PaymentHistory) -> list[dict[str, Any]]:
    """Return tables of totals by type, by year and by case, each where there are several."""
    names = {
        EntryKind.PAYMENT: _("Payments"),
        EntryKind.REVERSAL: _("Reversals"),
        EntryKind.ADJUSTMENT: _("Adjustments"),
    }
    kinds = {kind: [entry for entry in history.moved if entry.kind == kind] for kind in EntryKind}
    by_type = [_total_row(names[kind], found) for kind, found in kinds.items() if found]
    if history.held:
        by_type.append(_total_row(_("On hold, not in the total"), history.held))
    tables = (
        [_total_table(_("Type"), by_type, _total_row(_("Total"), history.moved))] if len(by_type) > 1 else []
    )
    groupings: list[tuple[str, Callable[[HistoryEntry], str]]] = [
        (_("Year"), lambda entry: str(entry.posted_on.year)),
        (_("Case number"), lambda entry: entry.case_number),
    ]
    for label, name_of in groupings:
        groups: dict[str, list[HistoryEntry]] = {}
        for entry in history.moved:
            groups.setdefault(name_of(entry), []).append(entry)
        if len(groups) > 1:
            rows = [_total_row(name, found) for name, found in groups.items()]
            tables.append(_total_table(label, rows, None))
    return tables


def _total_table(label: str, rows: list[list[str]], foot: list[str] | None) -> dict[str, Any]:
    return {"labels": [label, _("Entries"), _("Amount")], "rows": rows, "foot": foot}


def _total_row(label: str, entries: Sequence[HistoryEntry]) -> list[str]:
    return [label, str(len(entries)), format_dollars(_sum(entries))]


def _entries(history: PaymentHistory, total: str) -> dict[str, Any]:
    """Return the table of entries. It names cases only where the statement is about several."""
    has_cases = len({*history.case_numbers, *(entry.case_number for entry in history.entries)}) > 1
    case_label = [_("Case number")] if has_cases else []
    total_label = _("Total without what is on hold") if history.held else _("Total")
    return {
        "labels": [_("Date"), _("Entry number"), *case_label, _("Type"), _("Status"), _("Amount")],
        "rows": [
            [
                format_day(entry.posted_on),
                str(entry.number),
                *([entry.case_number] if has_cases else []),
                _kind(entry),
                entry.status,
                format_dollars(entry.amount),
            ]
            for entry in history.entries
        ],
        "foot": [total_label, total],
    }


def _kind(entry: HistoryEntry) -> str:
    if entry.reverses is None:
        return str(entry.kind.label)
    return _("%(type)s of entry %(number)s") % {"type": entry.kind.label, "number": entry.reverses}


def _notes(history: PaymentHistory) -> list[str]:
    notes = [
        _(
            "This statement shows what the child support agency had on record on %(date)s. Payments that parents gave "
            "each other directly are not in it."
        )
        % {"date": format_day(history.statement_on)}
    ]
    if any(entry.kind == EntryKind.REVERSAL for entry in history.entries):
        notes.append(
            _(
                "A reversal takes back an earlier payment, for example a check that the bank returned. "
                "The payment itself can be from before this period."
            )
        )
    notes.append(_("It does not show where a payment came from or how it was sent, because that is private."))
    return notes


def _sum(entries: Sequence[HistoryEntry]) -> Decimal:
    return sum((entry.amount for entry in entries), ZERO)
