"""The audit trail: searched, exported, and whether its chain holds. Who reads it stands in it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.core.spreadsheets import csv_lines
from customer_connect.domain.audit.action_names import action_names
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.models import Event, Seal
from customer_connect.domain.audit.verifications import UNSEALED_AT_MOST, VERIFIED, oldest_unsealed
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.audit.forms import SearchForm
from customer_connect.staff.audit.lines import lines_of, rows_of
from customer_connect.staff.requests import actor_of, permitted

A_PAGE = 50


@dataclass(frozen=True)
class Chain:
    """How the chain stands."""

    seal: Seal | None
    unsealed_since: datetime | None
    verification: Event | None

    @property
    def is_behind(self) -> bool:
        """Whether events wait for their seal longer than they should."""
        since = self.unsealed_since
        return since is not None and timezone.now() - since > UNSEALED_AT_MOST

    @property
    def finding(self) -> str:
        """What the last check found wrong."""
        return "" if self.verification is None else str(self.verification.details.get("finding", ""))


@permitted(Permission.SEE_AUDIT)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """List events, the newest first, and say how the chain stands."""
    form = SearchForm(request.GET or None, actions=action_names())
    is_wrong = form.is_bound and not form.is_valid()
    found = Event.objects.none() if is_wrong else form.found()
    before = form.cleaned_data.get("before") if form.is_bound else None
    rows = list((found.filter(pk__lt=before) if before else found)[: A_PAGE + 1])
    chain = _chain()
    if not is_wrong:
        _note(request, form, "staff.audit_seen", rows=len(rows[:A_PAGE]))
    older, export = request.GET.copy(), request.GET.copy()
    older["before"] = str(rows[A_PAGE - 1].pk) if len(rows) > A_PAGE else ""
    export.pop("before", None)
    context = {
        "form": form,
        "is_wrong": is_wrong,
        "lines": lines_of(rows[:A_PAGE]),
        "older": f"?{older.urlencode()}" if older["before"] else "",
        "export": f"?{export.urlencode()}" if export else "",
        "chain": chain,
    }
    return render(request, "staff/audit/trail.html", context)


@permitted(Permission.SEE_AUDIT)  # type: ignore[arg-type]  # it streams
@require_safe
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Stream every event found as a table. That it was taken along is written down first."""
    form = SearchForm(request.GET or None, actions=action_names())
    if form.is_bound and not form.is_valid():
        return trail(request)
    _note(request, form, "staff.audit_exported")
    return StreamingHttpResponse(
        csv_lines(rows_of(form.found())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="audit-{timezone.localdate()}.csv"'},
    )


def _note(request: HttpRequest, form: SearchForm, action: str, **more: int) -> None:
    person = form.cleaned_data.get("person") if form.is_bound else None
    record(action, by=actor_of(request), participant_id=person, search=form.asked_for(), **more)


def _chain() -> Chain:
    seal = Seal.objects.in_order().last()
    return Chain(
        seal,
        oldest_unsealed(seal.last_event if seal else 0),
        Event.objects.filter(action=VERIFIED).newest_first().first(),
    )
