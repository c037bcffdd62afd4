"""Files of messages that came in after their sender's session had ended (`web.signin.kept_values.KeptFiles`)."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations.actions.attach_late import (
    attach_late_file,
    drop_late_files,
    fetch_late_files,
)
from customer_connect.domain.conversations.exceptions import FileRefused
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.identity.actions.keep_form import Fields
from customer_connect.web.conversations.forms import MessageForm
from customer_connect.web.signin.kept_values import KeptFile


def keep(participant: Participant, fields: Fields, uploads: "list[UploadedFile[Any]]", *, by: Actor) -> None:
    """Keep those that messages take. The page that offers the form tells which there are, and to add the others."""
    key, most = _key_in(fields), agency().messages.file_megabytes_at_most * 1024 * 1024
    if key is None:
        return
    for upload in uploads:
        try:
            attach_late_file(
                participant=participant,
                form_key=key,
                name=upload.name or "",
                content=upload.read(most + 1),
                by=by,
            )
        except FileRefused:
            continue


def listed(participant: Participant, fields: Fields) -> list[KeptFile]:
    """Return what is kept, in the order it came, and what was on the form before."""
    mine = Attachment.objects.visible_to(participant).filter(form_key=_key_in(fields))
    waiting = mine.unsent() | mine.late(timezone.now())
    return [KeptFile(file.name, file.get_kind_display(), file.size) for file in waiting.order_by("pk")]


def fetch(participant: Participant, fields: Fields, *, by: Actor) -> None:
    """Put them onto the form."""
    if key := _key_in(fields):
        fetch_late_files(participant=participant, form_key=key, by=by)


def drop(participant: Participant, fields: Fields, *, by: Actor) -> None:
    """Delete them."""
    if key := _key_in(fields):
        drop_late_files(participant=participant, form_key=key, by=by)


def _key_in(fields: Fields) -> uuid.UUID | None:
    typed = dict(fields).get("form_key", "")
    try:
        found: uuid.UUID | None = MessageForm.base_fields["form_key"].clean(typed)
    except ValidationError:
        return None
    return found
