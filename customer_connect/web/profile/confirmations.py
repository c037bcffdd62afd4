"""Proving with a code that a new email or mobile phone is one's own, before it is used for anything."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.masks import mask_email, mask_phone
from customer_connect.domain.identity.actions.confirm_contact import confirm_contact, send_confirmation_code
from customer_connect.domain.identity.code_exceptions import CodeRefused
from customer_connect.web.codes.proofs import has_recent_second_factor
from customer_connect.web.codes.refusals import refusal_of
from customer_connect.web.profile.forms import ConfirmForm
from customer_connect.web.profile.own_reports import contact_to_confirm, is_abroad, report_of
from customer_connect.web.requests import actor_of, participant_of


def begin_confirmation(request: HttpRequest, report: ReportedChange) -> HttpResponse:
    """Send the code and ask for it, where the report has something to confirm; else show the receipt."""
    if is_abroad(report):
        messages.info(
            request,
            _(
                "We do not send text messages to phones of that country, so you do not need to confirm the number. "
                "We can still call you there."
            ),
        )
    if contact_to_confirm(report) is None:
        return redirect("profile:receipt", report.receipt_number)
    return _send(request, report)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Ask for the code."""
    report = report_of(request, receipt_number)
    contact = contact_to_confirm(report)
    if contact is None:
        return redirect("profile:receipt", report.receipt_number)
    channel, address = contact
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        try:
            confirm_contact(
                participant=participant_of(request),
                channel=channel,
                address=address,
                code=form.cleaned_data["code"],
                by=actor_of(request),
                has_second_factor=has_recent_second_factor(request),
            )
        except CodeRefused as error:
            form.add_error("code", refusal_of(error))
        else:
            messages.success(request, _("Thank you. We know now that we reach you there."))
            return redirect("profile:receipt", report.receipt_number)
    masked = mask_email(address) if channel == Channel.EMAIL else mask_phone(address)
    return render(
        request,
        "profile/confirm.html",
        {"form": form, "report": report, "masked": masked, "by_email": channel == Channel.EMAIL},
    )


@require_POST
def send_again(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Send another code."""
    return _send(request, report_of(request, receipt_number))


def _send(request: HttpRequest, report: ReportedChange) -> HttpResponse:
    contact = contact_to_confirm(report)
    if contact is None:
        raise Http404
    channel, address = contact
    try:
        send_confirmation_code(
            participant=participant_of(request), channel=channel, address=address, by=actor_of(request)
        )
    except CodeRefused as error:
        messages.warning(request, refusal_of(error))
    return redirect("profile:confirm", report.receipt_number)
