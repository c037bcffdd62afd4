"""The list of payments on one side, 25 at a time, and all of it to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.domain.payments.histories import Page
from customer_connect.web.addresses import address
from customer_connect.web.flat_templates import render_flat
from customer_connect.web.lean_pages import write_lean
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
    page_url = address(selection.page_name)
    values = {
        **_common(selection),
        "tabs": tabs_of(selection.participant, selection.cases, current=side.slug),
        "lines": lines_of(page.entries, selection.history, side),
        "totals": totals_of(selection.history),
        "newer": _address(selection, "newer", page) if page.has_newer and page.entries else "",
        "older": _address(selection, "older", page) if page.has_older and page.entries else "",
        "period_links": selection.period_links,
        "has_cases": len(selection.cases) > 1,
        "choose_url": f"{page_url}{selection.query}{'&' if selection.query else '?'}choose=1",
        "entry_url": f"{page_url}/",
        "months_url": address(f"{selection.page_name}_months"),
        "errors": _errors(selection),
        "chooser": _chooser(request, selection),
    }
    context = {"side": side, "content": write_lean("history.html", values)}
    return render_flat(
        request,
        "payments/history.html",
        context if selection.is_valid else {**context, "form": selection.form},
    )


@require_safe
@audited("payments.history_printed")
def print_all(request: HttpRequest, side: Side) -> HttpResponse:
    """Show every entry on one page, as a proof to print. It never names where money came from."""
    selection = selection_of(request, side)
    common = _common(selection)
    totals = write_lean("totals.html", {**common, "totals": totals_of(selection.history)})
    context = {
        **common,
        "form": selection.form,
        "lines": lines_of(selection.history.everything(), selection.history, side),
        "totals": totals,
        "page_url": address(selection.page_name) + selection.query,
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


def _errors(selection: Selection) -> str:
    return (
        "" if selection.is_valid else render_to_string("parts/error_summary.html", {"form": selection.form})
    )


def _chooser(request: HttpRequest, selection: Selection) -> str:
    if not selection.is_choosing:
        return ""
    return render_to_string(
        "payments/chooser.html", {"selection": selection, "form": selection.form}, request
    )


def _common(selection: Selection) -> dict[str, Any]:
    words = {"name": selection.participant.full_name}
    page = selection.page_name
    return {
        "side": selection.side,
        "participant": selection.participant,
        "is_valid": selection.is_valid,
        "period": selection.words_of_period(),
        "case_numbers": ", ".join(selection.case_numbers),
        "finding": str(selection.side.finding) % words,
        "nothing": str(selection.side.nothing) % words,
        "print_url": address(f"{page}_print") + selection.query,
        "pdf_url": address(f"{page}_pdf") + selection.query,
        "csv_url": address(f"{page}_csv") + selection.query,
    }
