"""One report, and the decision on it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.actions.ask_back import ask_back
from customer_connect.domain.changes.actions.correct_refusal import correct_refusal, reopen_change
from customer_connect.domain.changes.actions.decide_change import accept_change, reject_change
from customer_connect.domain.changes.enums import Refusal, State
from customer_connect.domain.changes.exceptions import AlreadyDecided, NotRefused
from customer_connect.domain.changes.models import ChangeAnswer, ReportedChange
from customer_connect.domain.changes.safe_changes import later_reports_of
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.changes.comparisons import comparison_of
from customer_connect.staff.changes.forms import REASON_CHOICES, AskForm, FileAwayForm, RejectForm
from customer_connect.staff.changes.looks import change_page
from customer_connect.staff.requests import actor_of, scope_in, staff_of

ASKING = ["GET", "HEAD", "POST"]
_FASTER = "Nothing was changed: somebody was faster, or the person took it back."


@change_page
@require_safe
def change(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    """Show what is on file beside what was said."""
    people = [person for person in (change.about, change.author) if person is not None]
    in_scope = Participant.objects.visible_to_staff(scope_in(request)).filter(pk__in=[p.pk for p in people])
    context = {
        "change": change,
        "rows": comparison_of(change),
        "may_open": set(in_scope.values_list("pk", flat=True)),
        "flagged": [person for person in people if person.has_family_violence_indicator],
        "questions": change.questions.order_by("pk"),
        "later": later_reports_of(change),
        "conversations": _conversations(request, change),
        "can_ask": change.state == State.PENDING and not change.is_about_other_party,
        "decided_by": _name_of(change.decided_by),
        "reason": dict(REASON_CHOICES).get(change.refusal, ""),
        "record_answer": ChangeAnswer.objects.filter(pk=change.pk).first(),
    }
    return render(request, "staff/changes/change.html", context)


@change_page
@require_POST
def accept(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    """Accept it."""
    try:
        accept_change(change=change, by=actor_of(request))
    except AlreadyDecided:
        messages.warning(request, _FASTER)
        return _back(change)
    messages.success(request, f"Accepted {change.receipt_number}: it goes out with the next package.")
    return redirect("changes:queue")


@change_page
@require_http_methods(ASKING)
def reject(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    """Ask for the reason, and reject it."""
    if not change.is_undecided:
        return _too_late(request, change)
    form = _refusal_form(request, change)
    if form.is_valid():
        try:
            reject_change(change=change, by=actor_of(request), **_refusal_in(form))
        except AlreadyDecided:
            return _too_late(request, change)
        messages.success(request, f"Rejected {change.receipt_number}. {_who_is_told(change)}")
        return redirect("changes:queue")
    return _form(request, change, form, title="Reject the report", button="Reject")


@change_page
@require_POST
def reopen(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    """Take a refusal back, to look at it again."""
    try:
        reopen_change(change=change, by=actor_of(request))
    except NotRefused:
        messages.warning(request, _FASTER)
    else:
        messages.success(request, "The refusal is taken back. Accept it, reject it anew, or ask back.")
    return _back(change)


@change_page
@require_http_methods(ASKING)
def correct(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    """Give another reason, or other words, for a refusal that stands."""
    if change.state != State.NOT_ACCEPTED:
        return _too_late(request, change)
    form = _refusal_form(request, change, initial={"reason": change.refusal, "words": change.words})
    if form.is_valid():
        try:
            correct_refusal(change=change, by=actor_of(request), **_refusal_in(form))
        except NotRefused:
            return _too_late(request, change)
        messages.success(request, f"Corrected. {_who_is_told(change)}")
        return _back(change)
    return _form(request, change, form, title="Correct the reason", button="Save the reason")


@change_page
@require_http_methods(ASKING)
def ask(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    """Ask the author something."""
    if change.is_about_other_party or change.state != State.PENDING:
        return _too_late(request, change)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask_back(change=change, question=form.cleaned_data["question"], by=actor_of(request))
        except AlreadyDecided:
            return _too_late(request, change)
        messages.success(request, f"Asked. {change.receipt_number} comes back here with the answer.")
        return redirect("changes:queue")
    return _form(request, change, form, title="Ask back", button="Send the question")


def _conversations(request: HttpRequest, change: ReportedChange) -> list[Conversation]:
    """Return what its author wrote about it, where one may read messages."""
    if not staff_of(request).may(Permission.READ_MESSAGES):
        return []
    about = Conversation.objects.visible_to_staff(scope_in(request)).filter(change=change)
    return list(about.newest_first())


def _refusal_form(request: HttpRequest, change: ReportedChange, **more: Any) -> Form:
    """Return the form that asks for a reason, filled in where it was sent."""
    kind = FileAwayForm if change.is_about_other_party else RejectForm
    return kind(request.POST if request.method == "POST" else None, **more)


def _refusal_in(form: Form) -> dict[str, Any]:
    return {"reason": Refusal(form.cleaned_data["reason"]), "words": form.cleaned_data.get("words", "")}


def _who_is_told(change: ReportedChange) -> str:
    return "Nobody is told." if change.is_about_other_party else "The person is told."


def _form(
    request: HttpRequest, change: ReportedChange, form: Form, *, title: str, button: str
) -> HttpResponse:
    context = {"change": change, "form": form, "title": title, "button": button}
    return render(request, "staff/changes/decide.html", context)


def _too_late(request: HttpRequest, change: ReportedChange) -> HttpResponse:
    if change.is_about_other_party and change.is_undecided:
        messages.warning(
            request, "Of a report about the other party its author is never asked or told anything."
        )
    else:
        messages.warning(request, _FASTER)
    return _back(change)


def _back(change: ReportedChange) -> HttpResponse:
    return redirect("changes:change", receipt_number=change.receipt_number)


def _name_of(key: str) -> str:
    staff = StaffMember.objects.filter(user_id=int(key)).first() if key.isdigit() else None
    return staff.name if staff else key
