"""Looks at reports: only at those in one's scope, each in the audit trail of whoever it shows."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.changes.models.reports import ReportedChangeQuerySet
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.requests import actor_of, permitted, scope_in


def visible_changes(request: HttpRequest) -> ReportedChangeQuerySet:
    """Return the reports that one may see, with the people in them."""
    seen = ReportedChange.objects.visible_to_staff(scope_in(request))
    return seen.select_related("author", "about", "case", "package")


def change_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the page the report in its address. Whoever decides on changes has them by their office: no reason asked."""

    @permitted(Permission.DECIDE_CHANGES)
    @wraps(view)
    def answer(request: HttpRequest, receipt_number: str) -> HttpResponse:
        change = visible_changes(request).filter(receipt_number=receipt_number).first()
        if change is None:
            raise Http404
        if request.method in {"GET", "HEAD"}:
            for person_id in (change.author_id, change.about_id):
                if person_id is not None:
                    record(
                        "staff.change_seen",
                        by=actor_of(request),
                        participant_id=person_id,
                        receipt=change.receipt_number,
                    )
        return view(request, change)

    return answer
