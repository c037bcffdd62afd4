"""The front page of My Profile, and the list of what can be updated."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.domain.changes.details import OWN_FIELDS, on_file
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.web.profile.lines import Line, lines_of
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("changes.profile_viewed")
def profile(request: HttpRequest) -> HttpResponse:
    """Show what is on file about the reader, and what they can do here."""
    participant = participant_of(request)
    lines: list[Line] = [line for kind in OWN_FIELDS for line in lines_of(kind, on_file(participant, kind))]
    waiting = ReportedChange.objects.visible_to(participant).waiting().newest_first()
    return render(
        request, "profile/profile.html", {"person": participant, "lines": lines, "waiting": waiting[:5]}
    )


@require_safe
@audited("changes.update_list_viewed")
def update(request: HttpRequest) -> HttpResponse:
    """List what can be updated, with what is on file and what is waiting."""
    participant = participant_of(request)
    waiting = {
        report.kind: report
        for report in ReportedChange.objects.visible_to(participant).waiting().order_by("id")
    }
    kinds = [
        {"kind": kind, "lines": lines_of(kind, on_file(participant, kind)), "report": waiting.get(kind.value)}
        for kind in OWN_FIELDS
    ]
    return render(request, "profile/update.html", {"kinds": kinds, "is_mailable": participant.is_mailable})
