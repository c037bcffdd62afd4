"""Files that were uploaded to a form and wait until it is sent: an error, or a session that ends, loses none."""

import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from customer_connect.core.agencies import agency
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations.actions.attach import attach_file, drop_file
from customer_connect.domain.conversations.exceptions import FileRefused
from customer_connect.domain.conversations.models import Attachment
from customer_connect.web.conversations.forms import MessageForm
from customer_connect.web.requests import actor_of, participant_of

STEP, SEND = "step", "send"
DROP = "drop"


def is_ready_to_send(request: HttpRequest, form: MessageForm) -> bool:
    """Take in what came with a form. Returns whether it is to be sent now, and nothing is wrong with it.

    One that only brings or takes back files is not held against what is still missing in it.
    """
    if not form.is_bound:
        return False
    form.full_clean()
    _take_files(request, form)
    if request.POST.get(STEP, SEND) == SEND and DROP not in request.POST:
        return form.is_valid()
    for name in set(form.errors) - {"attachments"}:
        del form.errors[name]
    return False


def first_values(participant: Participant) -> dict[str, Any]:
    """Return what a new form begins with: the number of the one whose files were uploaded last and never sent."""
    left = Attachment.objects.visible_to(participant).unsent().order_by("-pk").first()
    return {"form_key": left.form_key if left else uuid.uuid4()}


def files_on(form: MessageForm, participant: Participant) -> list[Attachment]:
    """Return the files that wait for this form to be sent."""
    if form.key is None:
        return []
    return list(Attachment.objects.visible_to(participant).unsent().filter(form_key=form.key).order_by("pk"))


def _take_files(request: HttpRequest, form: MessageForm) -> None:
    """Take in the files that came with a form and drop the one that its sender takes back.

    Each file that is refused is an error of the form; the others are kept.
    """
    if form.key is None:
        return
    participant = participant_of(request)
    number = request.POST.get(DROP, "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        drop_file(participant=participant, form_key=form.key, attachment_id=int(number), by=actor_of(request))
    for upload in request.FILES.getlist("attachments"):
        _take(request, form, form.key, upload)


def _take(request: HttpRequest, form: MessageForm, key: uuid.UUID, upload: "UploadedFile[Any]") -> None:
    most = agency().messages.file_megabytes_at_most * 1024 * 1024
    try:
        attach_file(
            participant=participant_of(request),
            form_key=key,
            name=upload.name or "",
            content=upload.read(most + 1),
            by=actor_of(request),
        )
    except FileRefused as refused:
        form.add_error("attachments", f"{_short_name(upload)}: {refused.reason.label}")


def _short_name(upload: "UploadedFile[Any]") -> str:
    """Return the file's name; the middle of a long one is left out, its end tells what kind of file it is."""
    name = upload.name or ""
    return name if len(name) <= 60 else f"{name[:40].rstrip()}…{name[-15:]}"
