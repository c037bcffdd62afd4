"""The list of payments on one side, 25 at a time, and all of it to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from customer_connect.domain.payments.histories import Page
from customer_connect.web.payments.lines import lines_of, totals_of
from customer_connect.web.payments.selections import Selection, place_of, selection_of, text_of
from customer_connect.web.payments.sides import Side
from customer_connect.web.payments.tabs import tabs_of
from customer_connect.web.requests import audited


@require_safe
@audited("payments.history_viewed")
def history(request: HttpRequest, side: Side) -> HttpResponse:
    """Show one page of the history, with the totals of all of it."""
    selection = selection_of(request, side)
    page = _page(request, selection)
    context = {
        **_common(selection),
        "tabs": tabs_of(selection.participant, selection.cases, current=side.slug),
        "lines": lines_of(page.entries, selection.history, side),
        "totals": totals_of(selection.history),
        "newer": _address(selection, "newer", page) if page.has_newer and page.entries else "",
        "older": _address(selection, "older", page) if page.has_older and page.entries else "",
        "entry_url": reverse(f"payments:{side.slug}") + "/",
        "empty_hint": _("Try other dates, or print this page as proof that there were none."),
    }
    return render(request, "payments/history.html", context)


@require_safe
@audited("payments.history_printed")
def print_all(request: HttpRequest, side: Side) -> HttpResponse:
    """Show every entry on one page, as a proof to print. It never names where money came from."""
    selection = selection_of(request, side)
    context = {
        **_common(selection),
        "lines": lines_of(selection.history.everything(), selection.history, side),
        "totals": totals_of(selection.history),
        "printed_at": timezone.now(),
    }
    return render(request, "payments/print_all.html", context)


def _page(request: HttpRequest, selection: Selection) -> Page:
    if newer := place_of(request.GET.get("newer")):
        page = selection.history.newer_than(newer)
        if page.entries:
            return page
    return selection.history.older_than(place_of(request.GET.get("older")))


def _address(selection: Selection, direction: str, page: Page) -> str:
    edge = page.entries[0] if direction == "newer" else page.entries[-1]
    query = selection.query
    return f"{query}{'&' if query else '?'}{direction}={text_of(edge.place)}"


def _common(selection: Selection) -> dict[str, Any]:
    words = {"name": selection.participant.full_name}
    slug = selection.side.slug
    return {
        "side": selection.side,
        "participant": selection.participant,
        "form": selection.form,
        "selection": selection,
        "period": selection.words_of_period() if selection.is_valid else "",
        "case_numbers": ", ".join(selection.case_numbers),
        "finding": str(selection.side.finding) % words,
        "nothing": str(selection.side.nothing) % words,
        "page_url": reverse(f"payments:{slug}") + selection.query,
        "print_url": reverse(f"payments:{slug}_print") + selection.query,
        "pdf_url": reverse(f"payments:{slug}_pdf") + selection.query,
        "csv_url": reverse(f"payments:{slug}_csv") + selection.query,
        "months_url": reverse(f"payments:{slug}_months"),
    }
