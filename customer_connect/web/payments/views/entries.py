"""One entry of a history: how it was applied, where it stands, what reversed it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.domain.payments.details import EntryNotFound, entry_details
from customer_connect.web.payments.sides import Side
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("payments.entry_viewed")
def entry(request: HttpRequest, side: Side, number: int) -> HttpResponse:
    """Show one entry of the reader's own. Anybody else's does not exist for them."""
    try:
        details = entry_details(participant_of(request), side.ledger, number)
    except EntryNotFound as error:
        raise Http404 from error
    shown = details.entry
    context = {
        "side": side,
        "details": details,
        "status": side.statuses(shown.status).label,
        "way": side.way_label(shown.kind, shown.way),
        "page_name": f"payments:{side.slug}",
        "entry_name": f"payments:{side.slug}_entry",
    }
    return render(request, "payments/entry.html", context)
