"""Saved replies: everybody who answers uses them, supervisors change them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customer_connect.domain.conversations.actions.saved_replies import delete_reply, save_reply
from customer_connect.domain.conversations.models import SavedReply
from customer_connect.domain.conversations.placeholders import PLACEHOLDERS
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.conversations.forms import ReplyForm
from customer_connect.staff.requests import actor_of, permitted, staff_of

ASKING = ["GET", "HEAD", "POST"]


@permitted(Permission.ANSWER_MESSAGES)
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """List them."""
    staff = staff_of(request)
    context = {
        "replies": SavedReply.objects.usable_by(staff).select_related("office"),
        "editable": set(SavedReply.objects.editable_by(staff).values_list("pk", flat=True)),
        "may_change": staff.may(Permission.MANAGE_STAFF),
    }
    return render(request, "staff/conversations/saved_replies.html", context)


@permitted(Permission.MANAGE_STAFF)
@require_http_methods(ASKING)
def new(request: HttpRequest) -> HttpResponse:
    """Add one for one's office, or for all."""
    return _edit(request, None)


@permitted(Permission.MANAGE_STAFF)
@require_http_methods(ASKING)
def change(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Change one."""
    return _edit(request, get_object_or_404(SavedReply.objects.editable_by(staff_of(request)), pk=reply_id))


@permitted(Permission.MANAGE_STAFF)
@require_POST
def delete(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Delete one."""
    reply = get_object_or_404(SavedReply.objects.editable_by(staff_of(request)), pk=reply_id)
    delete_reply(staff=staff_of(request), reply=reply, by=actor_of(request))
    messages.success(request, f"“{reply.title}” was deleted.")
    return redirect("conversations:replies")


def _edit(request: HttpRequest, reply: SavedReply | None) -> HttpResponse:
    first = {"title": reply.title, "body_en": reply.body_en, "body_es": reply.body_es} if reply else None
    form = ReplyForm(request.POST or None, initial=first)
    if form.is_valid():
        saved = save_reply(staff=staff_of(request), reply=reply, by=actor_of(request), **form.cleaned_data)
        messages.success(request, f"“{saved.title}” is saved.")
        return redirect("conversations:replies")
    context = {"form": form, "reply": reply, "placeholders": PLACEHOLDERS.items()}
    return render(request, "staff/conversations/saved_reply.html", context)
