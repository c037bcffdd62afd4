"""The whole history as a file: PDF and CSV."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from customer_connect.core.dates import today
from customer_connect.documents.payment_histories import (
    HistoryEntry,
    PaymentHistory,
    Subtotal,
    payment_history_pdf,
)
from customer_connect.web.payments.lines import Line, lines_of, totals_of
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
    name = f"{_('payments-made') if side.slug == 'made' else _('payments-sent-to-me')}-{today().isoformat()}"
    return HttpResponse(
        write(selection, lines),
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{name}.{suffix}"',
            "Cache-Control": "no-store",
        },
    )


def _pdf(selection: Selection, lines: list[Line]) -> bytes:
    totals = totals_of(selection.history)
    return payment_history_pdf(
        PaymentHistory(
            direction=selection.side.direction,
            participant_name=selection.participant.full_name,
            participant_number=selection.participant.number,
            case_numbers=selection.case_numbers.split(", ") if selection.case_numbers else [],
            begins_on=selection.period.starts_on,
            ends_on=selection.period.ends_on or today(),
            entries=[
                HistoryEntry(
                    line.entry.posted_on, line.case_number, line.kind, line.status, line.entry.amount
                )
                for line in lines
            ],
            total=totals.amount,
            subtotals=[
                Subtotal(line.label, line.count, line.amount) for line in [*totals.lines, *totals.held]
            ],
            subtotals_label=_("Type"),
        )
    )
