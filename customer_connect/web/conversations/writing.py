"""Writing to the caseworker."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import own_cases
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.actions.write import open_conversation
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.exceptions import NotTheirCase, TooManyMessages
from customer_connect.web.conversations import late_files
from customer_connect.web.conversations.baskets import files_on, first_values, is_ready_to_send
from customer_connect.web.conversations.forms import NewMessageForm
from customer_connect.web.conversations.words import too_many, we_answer_by
from customer_connect.web.requests import actor_of, audited, participant_of
from customer_connect.web.signin.kept_values import kept_as

MOST_REPORTS = 200


def _kept_form(participant: Participant, typed: QueryDict) -> NewMessageForm:
    return NewMessageForm(typed, cases=own_cases(participant), reports=_own_reports(participant))


def _own_reports(participant: Participant) -> list[ReportedChange]:
    return list(ReportedChange.objects.visible_to(participant).of_oneself().newest_first()[:MOST_REPORTS])


@kept_as(_kept_form, files=late_files)
@require_http_methods(["GET", "HEAD", "POST"])
@audited("conversations.form_viewed")
def new_message(request: HttpRequest) -> HttpResponse:
    """Ask what it is about, take files in, and send. With `about`, it is about one of their reports."""
    participant = participant_of(request)
    cases, reports = own_cases(participant), _own_reports(participant)
    about = _about(request, reports)
    if request.method == "GET" and about and (begun := about.conversations.newest_first().first()):
        return redirect("conversations:conversation", begun.pk)
    first = first_values(participant)
    if about:
        first |= {"about": about.receipt_number, "subject": Subject.INFORMATION.value}
    form = NewMessageForm(
        request.POST or None, request.FILES or None, cases=cases, reports=reports, initial=first
    )
    if cases and is_ready_to_send(request, form) and (sent := _send(request, form, about)):
        return sent
    context = {"form": form, "cases": cases, "about": about, "files": files_on(form, participant)}
    return render(request, "conversations/new_message.html", context)


def _about(request: HttpRequest, reports: list[ReportedChange]) -> ReportedChange | None:
    """Return the report that the message is to be about: named in the address, or in the form."""
    named = request.POST.get("about", request.GET.get("about", ""))
    return next((report for report in reports if report.receipt_number == named), None)


def _send(request: HttpRequest, form: NewMessageForm, about: ReportedChange | None) -> HttpResponse | None:
    """Send a message that is complete, or note in its form why not."""
    try:
        conversation = open_conversation(
            participant=participant_of(request),
            case_id=int(form.cleaned_data["case"]),
            subject=Subject(form.cleaned_data["subject"]),
            body=form.cleaned_data["body"],
            language=get_language() or participant_of(request).language,
            form_key=form.cleaned_data["form_key"],
            about=about,
            by=actor_of(request),
        )
    except NotTheirCase:
        form.add_error("case", _("Choose again: your cases have changed."))
    except TooManyMessages:
        form.add_error(None, too_many())
    else:
        messages.success(request, _("Your message was sent.") + " " + we_answer_by(conversation))
        return redirect("conversations:conversation", conversation.pk)
    return None
