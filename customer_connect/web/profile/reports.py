"""What the reader has reported, and the receipt of each report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from customer_connect.documents.change_receipts import ChangeReceipt, ReportedValue, render_change_receipt
from customer_connect.domain.changes.actions.ask_back import answer_question
from customer_connect.domain.changes.actions.withdraw_report import withdraw_report
from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.exceptions import CannotWithdraw, NotAsked
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.web.profile.forms import AnswerForm
from customer_connect.web.profile.lines import Line, lines_of
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
    return _show(request, report_of(request, receipt_number), AnswerForm())


@require_POST
def answer(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Take the answer to what the caseworker asked."""
    report = report_of(request, receipt_number)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, report, form)
    try:
        answer_question(
            participant=participant_of(request),
            report=report,
            answer=form.cleaned_data["answer"],
            by=actor_of(request),
        )
    except NotAsked:
        messages.info(request, _("There is no question to answer any more."))
    else:
        messages.success(request, _("Thank you. Your caseworker has your answer."))
    return redirect("profile:receipt", report.receipt_number)


@require_safe
@audited("changes.receipt_downloaded")
def receipt_pdf(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Send the receipt as a tagged PDF."""
    report = report_of(request, receipt_number)
    pdf = render_change_receipt(
        ChangeReceipt(
            receipt_number=report.receipt_number,
            reported_at=report.reported_at,
            participant_name=report.author.full_name,
            participant_number=report.author.number,
            kind=report.get_kind_display(),
            state=report.state_label,
            what_next=" ".join(part for part in (report.what_next, report.reason) if part),
            is_about_other_party=report.is_about_other_party,
            values=[ReportedValue(line.label, ", ".join(line.texts) or _("None")) for line in _lines(report)],
        )
    )
    name = _("receipt")
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{name}-{report.receipt_number}.pdf"',
            "Cache-Control": "no-store",
        },
    )


def _show(request: HttpRequest, report: ReportedChange, form: AnswerForm) -> HttpResponse:
    context = {
        "report": report,
        "lines": _lines(report),
        "can_confirm": contact_to_confirm(report) is not None,
        "questions": report.questions.order_by("pk"),
        "is_asked": report.state == State.ASKED,
        "conversation": report.conversations.newest_first().first(),
        "form": form,
    }
    return render(request, "profile/receipt.html", context)


def _lines(report: ReportedChange) -> list[Line]:
    return [] if report.is_about_other_party else lines_of(Kind(report.kind), report.details)


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
