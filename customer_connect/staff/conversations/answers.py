"""Answering: every button keeps what was typed before it does anything else."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from customer_connect.core.dates import format_clock
from customer_connect.domain.conversations.actions.answer import answer, close_conversation
from customer_connect.domain.conversations.exceptions import (
    AnsweredByOther,
    ConversationMoved,
    HarmfulFile,
)
from customer_connect.domain.conversations.models import Conversation, SavedReply
from customer_connect.domain.conversations.placeholders import filled_in
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.conversations.conversations import page_of
from customer_connect.staff.conversations.forms import AnswerForm
from customer_connect.staff.conversations.looks import conversation_in
from customer_connect.staff.conversations.typed import Kept, keep_typed, kept_late, tell_of_refused
from customer_connect.staff.requests import actor_of, permitted, staff_of


@kept_late
@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def send(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Send the answer."""
    found = conversation_in(request, conversation_id)
    form = _form(request)
    kept = keep_typed(request, found)
    if form.is_valid() and not form.cleaned_data["body"].strip():
        form.add_error("body", "Write an answer.")
    if not _is_whole(form, kept):
        return page_of(request, conversation_in(request, conversation_id), form)

    def act() -> None:
        answer(
            conversation=found,
            staff=staff_of(request),
            body=form.cleaned_data["body"],
            last_read_id=form.cleaned_data["last_read_id"],
            form_key=form.cleaned_data["form_key"],
            by=actor_of(request),
        )

    return _done(request, found, act, f"Your answer to {found.participant.short_name} was sent.")


@kept_late
@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def close(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Close the conversation without an answer."""
    found = conversation_in(request, conversation_id)
    form = _form(request)
    kept = keep_typed(request, found)
    if form.is_valid() and form.cleaned_data["body"].strip():
        form.add_error("body", "There is an answer here: send it, or empty the field before you close.")
    if form.is_valid() and found.drafts.filter(staff=staff_of(request), attachments__isnull=False).exists():
        form.add_error("attachments", "There are files here: send them, or remove them before you close.")
    if not _is_whole(form, kept):
        return page_of(request, conversation_in(request, conversation_id), form)

    def act() -> None:
        close_conversation(
            conversation=found,
            staff=staff_of(request),
            last_read_id=form.cleaned_data["last_read_id"],
            by=actor_of(request),
        )

    return _done(request, found, act, "Closed. If they write again, it opens again.")


@kept_late
@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def draft(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Keep what is typed: by the button, or by itself while typing (answered in JSON)."""
    found = conversation_in(request, conversation_id)
    kept = keep_typed(request, found)
    found.refresh_from_db()
    other = "" if kept.has_claim or found.claimant is None else found.claimant.name
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"saved": format_clock(timezone.now()), "answered_by": other})
    tell_of_refused(request, kept)
    if other:
        messages.warning(request, f"Your draft is kept. {other} is answering this now.")
    else:
        messages.success(request, "Your draft is kept.")
    return _back(found)


@kept_late
@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def insert(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Put a saved reply, filled in and in the person's language, at the end of what is typed."""
    found = conversation_in(request, conversation_id)
    form = _form(request)
    form.is_valid()
    reply: SavedReply | None = form.cleaned_data.get("reply")
    if reply is None:
        tell_of_refused(request, keep_typed(request, found))
        messages.warning(request, "Choose a saved reply first.")
        return _back(found)
    typed = request.POST.get("body", "").rstrip()
    words = filled_in(reply, found, staff_of(request))
    tell_of_refused(request, keep_typed(request, found, f"{typed}\n\n{words}" if typed else words))
    return _back(found)


def _form(request: HttpRequest) -> AnswerForm:
    replies = SavedReply.objects.usable_by(staff_of(request))
    return AnswerForm(request.POST, request.FILES, replies=replies)


def _is_whole(form: AnswerForm, kept: Kept) -> bool:
    """Tell whether nothing is wrong with what came. What is wrong with files stands at their field."""
    for words in kept.refused:
        form.add_error("attachments", words)
    return form.is_valid()


def _done(request: HttpRequest, found: Conversation, act: Callable[[], None], words: str) -> HttpResponse:
    """Do it, and go to the next in the inbox; or back, with the draft, where somebody was faster."""
    try:
        act()
    except AnsweredByOther as other:
        messages.warning(
            request, f"{other.name} is answering this now. Nothing was sent; your draft is kept."
        )
        return _back(found)
    except HarmfulFile as harmful:
        messages.warning(
            request, f"A virus was found in {harmful.name}. Remove it. Nothing was sent; your draft is kept."
        )
        return _back(found)
    except ConversationMoved:
        messages.warning(
            request,
            "Something was written meanwhile. Read it below; nothing was sent, and your draft is kept.",
        )
        return _back(found)
    messages.success(request, words)
    return redirect("conversations:inbox")


def _back(found: Conversation) -> HttpResponseRedirect:
    address = reverse("conversations:conversation", kwargs={"conversation_id": found.pk})
    return HttpResponseRedirect(f"{address}#answer")
