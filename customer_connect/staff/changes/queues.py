"""The queue of an office, oldest first, and the reports that can be accepted many at once."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from customer_connect.core.agencies import agency
from customer_connect.core.business_days import business_days_after
from customer_connect.core.dates import today
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.cases.models import Office
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.changes.actions.decide_change import accept_change
from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.exceptions import AlreadyDecided
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.changes.models.reports import ReportedChangeQuerySet
from customer_connect.domain.changes.safe_changes import is_safe_in_bulk
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.changes.comparisons import Compared, comparison_of
from customer_connect.staff.changes.forms import FilterForm, Listed
from customer_connect.staff.changes.looks import visible_changes
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

A_PAGE = 50
MOST_LOOKED_THROUGH = 300  # for those that are safe in bulk
_STATES = {
    Listed.TO_DECIDE: [State.PENDING],
    Listed.ASKED: [State.ASKED],
    Listed.ON_THE_WAY: [State.ACCEPTED, State.SENT],
    Listed.CLOSED: [State.DONE, State.NOT_ACCEPTED, State.WITHDRAWN],
}


@dataclass(frozen=True)
class Waiting:
    """A report in the list, and by when it should be decided."""

    change: ReportedChange
    due_on: date

    @property
    def days(self) -> int:
        """How many days it has waited."""
        return (today() - timezone.localdate(self.change.waiting_since)).days

    @property
    def is_overdue(self) -> bool:
        """Whether it has waited longer than an inquiry may (22 CCR 111544)."""
        return self.change.state == State.PENDING and today() > self.due_on


@permitted(Permission.DECIDE_CHANGES)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List reports."""
    form = FilterForm(request.GET or None, offices=_offices(request))
    wanted = form.cleaned_data if form.is_valid() else {}
    show = Listed(wanted.get("show") or Listed.TO_DECIDE)
    listed = _listed(request, show, wanted)
    rows = list(listed[: A_PAGE + 1])
    record("staff.changes_listed", by=actor_of(request), rows=len(rows[:A_PAGE]), show=show)
    query = request.GET.copy()
    if len(rows) > A_PAGE:
        query["after"] = str(rows[A_PAGE - 1].pk)
    context = {
        "form": form,
        "show": show,
        "has_offices": len(form.fields["office"].queryset) > 1,  # type: ignore[attr-defined]
        "has_own": staff_of(request).caseworker_id is not None,
        "rows": [_waiting(change) for change in rows[:A_PAGE]],
        "older": f"?{query.urlencode()}" if len(rows) > A_PAGE else "",
        "refused": visible_changes(request).refused_by_record().count(),
        "to_decide": visible_changes(request).filter(state=State.PENDING).count(),
    }
    return render(request, "staff/changes/queue.html", context)


@permitted(Permission.DECIDE_CHANGES)
@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    """Show what can be accepted without a closer look, and accept what is checked."""
    if request.method == "POST":
        _accept(request, request.POST.getlist("receipt"))
        return redirect("changes:quick")
    rows = _safe_ones(request)
    for change, _ in rows:
        record(
            "staff.change_seen",
            by=actor_of(request),
            participant_id=change.author_id,
            receipt=change.receipt_number,
        )
    return render(request, "staff/changes/quick.html", {"rows": rows})


def _listed(request: HttpRequest, show: Listed, wanted: dict[str, object]) -> ReportedChangeQuerySet:
    seen = visible_changes(request)
    listed = seen.refused_by_record() if show == Listed.REFUSED else seen.filter(state__in=_STATES[show])
    if kind := wanted.get("kind"):
        listed = listed.filter(kind=kind)
    if isinstance(office := wanted.get("office"), Office):
        listed = listed.visible_to_staff(StaffScope(office_id=office.pk))
    if wanted.get("mine") and (number := staff_of(request).caseworker_id) is not None:
        listed = listed.visible_to_staff(StaffScope(caseworker_ids=frozenset({number})))
    newest_first = show in {Listed.CLOSED, Listed.REFUSED}
    if after := wanted.get("after"):
        listed = listed.filter(pk__lt=after) if newest_first else listed.filter(pk__gt=after)
    return listed.newest_first() if newest_first else listed.oldest_first()


def _offices(request: HttpRequest) -> "QuerySet[Office]":
    offices = Office.objects.filter(is_current=True).order_by("name")
    scope = scope_in(request)
    return offices if scope.is_everywhere else offices.filter(pk=scope.office_id or 0)


def _waiting(change: ReportedChange) -> Waiting:
    since = timezone.localdate(change.waiting_since)
    return Waiting(change, business_days_after(since, agency().messages.answer_business_days))


def _safe_ones(request: HttpRequest) -> list[tuple[ReportedChange, list[Compared]]]:
    waiting = visible_changes(request).filter(state=State.PENDING, kind__in=[Kind.LANGUAGE, Kind.EMAIL])
    found = [change for change in waiting.oldest_first()[:MOST_LOOKED_THROUGH] if is_safe_in_bulk(change)]
    return [(change, comparison_of(change)) for change in found[:A_PAGE]]


def _accept(request: HttpRequest, receipts: list[str]) -> None:
    """Accept what is still safe and undecided. What is not any more stays, and is told."""
    accepted = left = 0
    for change in visible_changes(request).filter(receipt_number__in=receipts[:A_PAGE]):
        if is_safe_in_bulk(change):
            try:
                accept_change(change=change, by=actor_of(request))
            except AlreadyDecided:
                left += 1
            else:
                accepted += 1
        else:
            left += 1
    if accepted:
        messages.success(request, f"Accepted: {accepted}.")
    if left:
        messages.warning(request, f"Left alone, for they need a look or somebody was faster: {left}.")
    if not accepted and not left:
        messages.info(request, "Check at least one.")
