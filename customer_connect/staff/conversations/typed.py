"""What came with the form of an answer: words and files. All of it is kept before anything else is done."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse

from customer_connect.core.agencies import agency
from customer_connect.core.browsers import network_of
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.conversations.actions.attach_to_answer import attach_to_answer, drop_from_answer
from customer_connect.domain.conversations.actions.save_draft import save_draft
from customer_connect.domain.conversations.exceptions import FileRefused
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.identity.staff_scopes import scope_of
from customer_connect.staff.requests import View, staff_of

MOST_KEPT = 50_000  # characters of a draft, however much an answer may have
DROP = "drop"


@dataclass
class Kept:
    """Whether one still has the conversation to oneself, and which files could not be kept, and why."""

    has_claim: bool
    refused: list[str] = field(default_factory=list)


def keep_typed(
    request: HttpRequest, found: Conversation, body: str | None = None, *, staff: StaffMember | None = None
) -> Kept:
    """Keep what is typed (or `body` in its place) as one's draft, with the files that came; drop the one taken back."""
    staff = staff or staff_of(request)
    by = Actor(ActorKind.STAFF, str(staff.user_id), Channel.WEB, network_of(request))
    uploads = request.FILES.getlist("attachments")
    refused = [words for upload in uploads if (words := _keep(upload, found, staff, by=by))]
    number = request.POST.get(DROP, "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        drop_from_answer(conversation=found, staff=staff, attachment_id=int(number), by=by)
    typed = request.POST.get("body", "") if body is None else body
    plain = typed.replace("\r\n", "\n")[:MOST_KEPT]
    return Kept(save_draft(conversation=found, staff=staff, body=plain), refused)


def kept_late(view: View) -> View:
    """Keep, as a draft, what comes to a view just after its sender's session is over (`staff.doors`)."""
    view.keep_late = _keep_late  # type: ignore[attr-defined]
    return view


def _keep_late(request: HttpRequest, staff: StaffMember, conversation_id: int) -> str:
    visible = Conversation.objects.visible_to_staff(scope_of(staff))
    found = visible.filter(pk=conversation_id).select_related("participant").first()
    if found is None or "body" not in request.POST or not staff.may(Permission.ANSWER_MESSAGES):
        return ""
    keep_typed(request, found, staff=staff)
    return reverse("conversations:conversation", kwargs={"conversation_id": found.pk})


def tell_of_refused(request: HttpRequest, kept: Kept) -> None:
    """Say on the next page which files were not kept, and why."""
    for words in kept.refused:
        messages.warning(request, words)


def _keep(upload: "UploadedFile[Any]", found: Conversation, staff: StaffMember, *, by: Actor) -> str:
    """Keep one file. Returns why not, in words, if it cannot be kept."""
    name, most = upload.name or "", agency().messages.file_megabytes_at_most * 1024 * 1024
    try:
        attach_to_answer(conversation=found, staff=staff, name=name, content=upload.read(most + 1), by=by)
    except FileRefused as refused:
        return f"{name[:60]}: {refused.reason.label}"
    return ""
