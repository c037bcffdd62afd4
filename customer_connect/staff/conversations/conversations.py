"""One conversation: its messages, who answers it, and the form of the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.conversations.actions.assign import assign, candidates
from customer_connect.domain.conversations.actions.claim import claim, release
from customer_connect.domain.conversations.actions.read import note_read_by_staff
from customer_connect.domain.conversations.exceptions import AnsweredByOther, CannotAssign
from customer_connect.domain.conversations.models import Conversation, Draft, SavedReply
from customer_connect.domain.identity.permissions import Permission
from customer_connect.providers.scanning import has_scanner
from customer_connect.staff.conversations.forms import AnswerForm, AssignForm
from customer_connect.staff.conversations.inbox import POLL_SECONDS
from customer_connect.staff.conversations.looks import conversation_in, conversations_in, note_look
from customer_connect.staff.conversations.typed import keep_typed, kept_late, tell_of_refused
from customer_connect.staff.requests import actor_of, permitted, staff_of

MOST_OTHERS = 10


@permitted(Permission.READ_MESSAGES)
@require_safe
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Show a conversation."""
    return page_of(request, conversation_in(request, conversation_id))


def page_of(request: HttpRequest, found: Conversation, form: AnswerForm | None = None) -> HttpResponse:
    """Show a conversation with the form of its answer, which begins with one's draft."""
    staff = staff_of(request)
    thread = list(found.messages.select_related("staff").prefetch_related("attachments").order_by("pk"))
    note_look(
        request,
        "staff.conversation_seen",
        (found.pk, [message.pk for message in thread]),
        about=found.participant,
        conversation=found.pk,
    )
    note_read_by_staff(conversation=found)
    drafts = list(found.drafts.select_related("staff").prefetch_related("attachments").order_by("-saved_at"))
    mine = next((each for each in drafts if each.staff_id == staff.pk), None)
    others = conversations_in(request).filter(participant=found.participant).exclude(pk=found.pk)
    claimant = found.claimant
    context: dict[str, Any] = {
        "conversation": found,
        "thread": thread,
        "claimant": claimant,
        "has_claim": claimant is not None and claimant.pk == staff.pk,
        "may_answer": staff.may(Permission.ANSWER_MESSAGES),
        "may_decide": staff.may(Permission.DECIDE_CHANGES),
        "may_see_people": staff.may(Permission.SEE_PEOPLE),
        "has_scanner": has_scanner(),
        "draft": mine,
        "drafts_of_others": [each for each in drafts if each.staff_id != staff.pk],
        "form": form or _answer_form(request, mine, thread[-1].pk if thread else 0),
        "assign_form": AssignForm(candidates=candidates(found), initial={"to": found.assigned_to_id}),
        "others": others.select_related("case").newest_first()[:MOST_OTHERS],
        "poll_seconds": POLL_SECONDS,
    }
    return render(request, "staff/conversations/conversation.html", context)


def _answer_form(request: HttpRequest, draft: Draft | None, last_read_id: int) -> AnswerForm:
    first = {"body": draft.body if draft else "", "last_read_id": last_read_id}
    return AnswerForm(initial=first, replies=SavedReply.objects.usable_by(staff_of(request)))


@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def claim_it(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Take the conversation, so that nobody else answers meanwhile."""
    found = conversation_in(request, conversation_id)
    try:
        claim(conversation=found, staff=staff_of(request), by=actor_of(request))
    except AnsweredByOther as other:
        messages.warning(request, f"{other.name} is answering this now.")
        return redirect("conversations:conversation", conversation_id=found.pk)
    address = reverse("conversations:conversation", kwargs={"conversation_id": found.pk})
    return redirect(f"{address}#answer")


@kept_late
@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def release_it(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Give the conversation back. What was typed stays as a draft."""
    found = conversation_in(request, conversation_id)
    if "body" in request.POST:
        tell_of_refused(request, keep_typed(request, found))
    release(conversation=found, staff=staff_of(request), by=actor_of(request))
    messages.success(request, "Given back. Others can answer it now; your draft is kept.")
    return redirect("conversations:inbox")


@permitted(Permission.ANSWER_MESSAGES)
@require_POST
def assign_it(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Say who is to answer."""
    found = conversation_in(request, conversation_id)
    form = AssignForm(request.POST, candidates=candidates(found))
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            assign(conversation=found, to=to, by=actor_of(request))
        except CannotAssign:
            messages.error(request, f"{to} cannot open this conversation.")
        else:
            messages.success(
                request, f"Assigned to {to}." if to else "Nobody’s now: the whole office sees it."
            )
    else:
        messages.error(request, "Choose somebody from the list.")
    return redirect("conversations:conversation", conversation_id=found.pk)
