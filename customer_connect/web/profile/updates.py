"""Update My Information (W14): one kind of information at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customer_connect.domain.changes.actions.report_change import report_own_change
from customer_connect.domain.changes.details import on_file
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.changes.exceptions import NothingToReport
from customer_connect.web.codes.gates import second_factor_required_for_changes
from customer_connect.web.profile.confirmations import begin_confirmation
from customer_connect.web.profile.forms import OWN_FORMS, initial_of
from customer_connect.web.requests import actor_of, audited, participant_of
from customer_connect.web.signin.confirmations import require_recent_pin
from customer_connect.web.signin.kept_values import kept_as


@kept_as(lambda _participant, typed, kind: OWN_FORMS[kind](typed))
@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_pin()
@second_factor_required_for_changes
@audited("changes.update_viewed")
def update_one(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show one form, filled with what is on file, and report what was changed."""
    participant = participant_of(request)
    form = OWN_FORMS[kind](request.POST or None, initial=initial_of(kind, on_file(participant, kind)))
    if form.is_valid():
        try:
            report = report_own_change(
                participant=participant,
                kind=kind,
                details=form.details(),
                form_key=form.cleaned_data["form_key"],
                by=actor_of(request),
            )
        except NothingToReport:
            form.add_error(
                None, _("This is what we have on file already. Change something first, then send it.")
            )
        else:
            messages.success(
                request, _("We have your change. Your receipt number is %s.") % report.receipt_number
            )
            return begin_confirmation(request, report)
    return render(
        request,
        "profile/update_one.html",
        {"form": form, "kind": kind, "is_mailable": participant.is_mailable},
    )
