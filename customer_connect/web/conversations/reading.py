"""The list of conversations, and one of them with its reply form."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations.actions.read import note_read_by_participant
from customer_connect.domain.conversations.actions.write import reply
from customer_connect.domain.conversations.exceptions import TooManyMessages
from customer_connect.domain.conversations.models import Conversation, Message
from customer_connect.web.conversations import late_files
from customer_connect.web.conversations.baskets import files_on, first_values, is_ready_to_send
from customer_connect.web.conversations.forms import MessageForm
from customer_connect.web.conversations.words import too_many, we_answer_by
from customer_connect.web.requests import actor_of, audited, participant_of
from customer_connect.web.signin.kept_values import kept_as

MOST_LISTED = 200


@require_safe
@audited("conversations.list_viewed")
def conversations(request: HttpRequest) -> HttpResponse:
    """List the reader's conversations, those with something new first."""
    unread = Message.objects.from_staff().unread().filter(conversation=OuterRef("pk"))
    mine = Conversation.objects.visible_to(participant_of(request)).newest_first().select_related("case")
    listed = mine.annotate(has_news=Exists(unread)).order_by("-has_news", "-last_message_at", "-id")
    lines = [(conversation, we_answer_by(conversation)) for conversation in listed[:MOST_LISTED]]
    return render(request, "conversations/conversations.html", {"lines": lines})


def _kept_form(_participant: Participant, typed: QueryDict, number: int) -> MessageForm:
    del number
    return MessageForm(typed)


@kept_as(_kept_form, files=late_files)
@require_http_methods(["GET", "HEAD", "POST"])
@audited("conversations.viewed")
def conversation(request: HttpRequest, number: int) -> HttpResponse:
    """Show a conversation and take a reply."""
    participant = participant_of(request)
    mine = Conversation.objects.visible_to(participant).select_related("case", "change")
    found = mine.filter(pk=number).first()
    if found is None:
        raise Http404
    form = MessageForm(request.POST or None, request.FILES or None, initial=first_values(participant))
    if is_ready_to_send(request, form):
        try:
            reply(
                participant=participant,
                conversation=found,
                body=form.cleaned_data["body"],
                form_key=form.cleaned_data["form_key"],
                by=actor_of(request),
            )
        except TooManyMessages:
            form.add_error(None, too_many())
        else:
            found.refresh_from_db()
            messages.success(request, _("Your message was sent.") + " " + we_answer_by(found))
            return redirect("conversations:conversation", found.pk)
    thread = list(found.messages.select_related("staff").prefetch_related("attachments").order_by("pk"))
    if request.method == "GET":
        note_read_by_participant(participant=participant, conversation=found)
    context = {
        "conversation": found,
        "thread": thread,
        "form": form,
        "files": files_on(form, participant),
        "clock": we_answer_by(found),
    }
    return render(request, "conversations/conversation.html", context)
