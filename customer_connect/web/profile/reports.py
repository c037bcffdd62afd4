"""What the reader has reported, and the receipt of each report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.changes.actions.withdraw_report import withdraw_report
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.changes.exceptions import CannotWithdraw
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.web.profile.lines import lines_of
from customer_connect.web.profile.own_reports import contact_to_confirm, report_of
from customer_connect.web.requests import actor_of, audited, participant_of


@require_safe
@audited("changes.reports_viewed")
def requests(request: HttpRequest) -> HttpResponse:
    """List the reader's reports, newest first."""
    mine = ReportedChange.objects.visible_to(participant_of(request)).newest_first()
    return render(request, "profile/requests.html", {"reports": mine[:200]})


@require_safe
@audited("changes.receipt_viewed")
def receipt(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Show one report. What was said of the other party is not shown again, not even to who said it."""
    report = report_of(request, receipt_number)
    lines = [] if report.is_about_other_party else lines_of(Kind(report.kind), report.details)
    context = {"report": report, "lines": lines, "can_confirm": contact_to_confirm(report) is not None}
    return render(request, "profile/receipt.html", context)


@require_POST
def take_back(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Take a report back."""
    report = report_of(request, receipt_number)
    try:
        withdraw_report(participant=participant_of(request), report=report, by=actor_of(request))
    except CannotWithdraw:
        messages.warning(request, _("This report cannot be taken back any more. Call us if it is wrong."))
    else:
        messages.success(request, _("You took this report back. Nothing will be changed."))
    return redirect("profile:receipt", report.receipt_number)
