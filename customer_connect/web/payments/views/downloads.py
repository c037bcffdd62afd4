"""The whole history as a file: PDF and CSV."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from customer_connect.core.dates import today
from customer_connect.documents.payment_entries import HistoryEntry, PaymentHistory
from customer_connect.documents.payment_histories import payment_history_pdf
from customer_connect.domain.payments.enums import EntryKind
from customer_connect.web.payments.lines import Line, lines_of
from customer_connect.web.payments.selections import Selection, selection_of
from customer_connect.web.payments.sides import Side
from customer_connect.web.payments.spreadsheets import history_csv
from customer_connect.web.requests import audited


@require_safe
@audited("payments.pdf_downloaded")
def pdf(request: HttpRequest, side: Side) -> HttpResponse:
    """Send the history as a tagged PDF. What does not make sense goes back to the page that says why."""
    return _file(request, side, "pdf", "application/pdf", _pdf)


@require_safe
@audited("payments.csv_downloaded")
def csv(request: HttpRequest, side: Side) -> HttpResponse:
    """Send the history as a table for a spreadsheet."""
    return _file(request, side, "csv", "text/csv; charset=utf-8", history_csv)


def _file(
    request: HttpRequest, side: Side, suffix: str, kind: str, write: Callable[[Selection, list[Line]], bytes]
) -> HttpResponse:
    selection = selection_of(request, side)
    if not selection.is_valid:
        return redirect(reverse(selection.page_name) + selection.query)
    lines = lines_of(selection.history.everything(), selection.history, side)
    stem = _("payments-made") if side.slug == "made" else _("payments-sent-to-me")
    name = f"{stem}-{today().isoformat()}"
    return HttpResponse(
        write(selection, lines),
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{name}.{suffix}"',
            "Cache-Control": "no-store",
        },
    )


def _pdf(selection: Selection, lines: list[Line]) -> bytes:
    return payment_history_pdf(
        PaymentHistory(
            direction=selection.side.direction,
            participant_name=selection.participant.full_name,
            participant_number=selection.participant.number,
            case_numbers=selection.case_numbers,
            begins_on=selection.period.starts_on,
            ends_on=selection.period.ends_on or today(),
            entries=[_entry(line) for line in lines],
        )
    )


def _entry(line: Line) -> HistoryEntry:
    entry = line.entry
    return HistoryEntry(
        number=entry.entry_id,
        posted_on=entry.posted_on,
        case_number=line.case_number,
        kind=EntryKind(entry.kind),
        status=line.status,
        amount=entry.amount,
        is_held=entry.status == "held",
        is_returned=entry.status == "returned",
        reverses=entry.reverses_id,
    )
