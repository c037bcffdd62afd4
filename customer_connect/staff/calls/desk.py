"""The desk itself: who waits now. Its list comes alone, too, for the script that keeps it up to date."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.core.opening_hours import is_open_at
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.calls.models import AgentRequest
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.calls.waiting_calls import Desk, desk_in
from customer_connect.staff.calls.words import who
from customer_connect.staff.requests import actor_of, permitted, staff_of


@permitted(Permission.TAKE_CALLS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show who waits, and what one has still to write up."""
    now = timezone.now()
    shown = desk_in(request, now)
    _note(request, shown)
    mine = AgentRequest.objects.unsettled_of(staff_of(request)).select_related("call", "participant")
    context = {
        "desk": shown,
        "mine": [(each, who(each)) for each in mine],
        "is_open": is_open_at(now),
        "now": now,
    }
    return render(request, "staff/calls/desk.html", context)


@permitted(Permission.TAKE_CALLS)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Return the list alone, or 304 where it is as it was."""
    shown = desk_in(request, timezone.now())
    if request.headers.get("If-None-Match") == shown.etag:
        return HttpResponseNotModified(headers={"ETag": shown.etag})
    _note(request, shown)
    response = render(request, "staff/calls/waiting.html", {"desk": shown})
    response["ETag"] = shown.etag
    return response


def _note(request: HttpRequest, shown: Desk) -> None:
    """Write down whose names were shown."""
    record("staff.desk_seen", by=actor_of(request), calls=[row.request.pk for row in shown.rows])
