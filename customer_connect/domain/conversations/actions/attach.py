"""Taking files in, and dropping them again, while a form is being filled in."""

import re
import unicodedata
import uuid
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations import pdfs, photos, vault
from customer_connect.domain.conversations.enums import FileKind, FileState, Refusal
from customer_connect.domain.conversations.exceptions import FileRefused
from customer_connect.domain.conversations.file_types import kind_of
from customer_connect.domain.conversations.models import Attachment
from customer_connect.providers.scanning import has_scanner

_WRITERS = {FileKind.PHOTO: photos.written_anew, FileKind.PDF: pdfs.written_anew}
_ENDINGS = {FileKind.PHOTO: ".jpg", FileKind.PDF: ".pdf"}
_LONGEST_STEM = 80
_FORMS_AT_ONCE = 4  # that may have files waiting to be sent


def attach_file(
    *, participant: Participant, form_key: uuid.UUID, name: str, content: bytes, by: Actor
) -> Attachment:
    """Check a file, write it anew and keep it for its form. It stays in quarantine until it was scanned.

    The same file again, as when the button is pressed twice, returns the first one. Raises FileRefused.
    """
    digest = sha256(content).hexdigest()
    mine = Attachment.objects.visible_to(participant)
    if kept := mine.filter(form_key=form_key, digest=digest).first():
        return kept
    try:
        _check_size(participant, form_key, len(content))
        kind = kind_of(content)
        clean = _WRITERS[kind](content)
    except FileRefused as refused:
        record(
            "conversations.file_refused", by=by, participant_id=participant.pk, reason=refused.reason.value
        )
        raise
    passes = not has_scanner() and settings.UNSCANNED_ATTACHMENTS == "pass"
    now = timezone.now()
    with transaction.atomic():
        attachment = Attachment.objects.create(
            participant=participant,
            form_key=form_key,
            name=_plain_name(name, kind),
            kind=kind,
            size=len(clean),
            digest=digest,
            state=FileState.CLEAN if passes else FileState.WAITING,
            received_at=now,
            next_scan_at=now,
        )
        record(
            "conversations.file_attached",
            by=by,
            participant_id=participant.pk,
            attachment=attachment.pk,
            kind=kind.value,
            size=len(clean),
            unscanned=passes,
        )
        vault.put(attachment, clean)
    return attachment


@transaction.atomic
def drop_file(*, participant: Participant, form_key: uuid.UUID, attachment_id: int, by: Actor) -> None:
    """Take a file off a form that was not sent yet. Does nothing for any other."""
    unsent = Attachment.objects.visible_to(participant).unsent().filter(form_key=form_key, pk=attachment_id)
    for attachment in unsent:
        attachment.delete()
        record("conversations.file_dropped", by=by, participant_id=participant.pk, attachment=attachment_id)
        transaction.on_commit(partial(vault.delete, attachment.stored_name))


def _check_size(participant: Participant, form_key: uuid.UUID, size: int) -> None:
    policy = agency().messages
    if size > policy.file_megabytes_at_most * 1024 * 1024:
        raise FileRefused(Refusal.TOO_BIG)
    unsent = Attachment.objects.visible_to(participant).unsent()
    on_form = unsent.filter(form_key=form_key).count()
    if on_form >= policy.files_at_most or unsent.count() >= policy.files_at_most * _FORMS_AT_ONCE:
        raise FileRefused(Refusal.TOO_MANY)


def _plain_name(name: str, kind: FileKind) -> str:
    """Return a name that is harmless wherever it stands, with the ending of what the file is now."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    words = re.sub(r"[^\w .()-]+", " ", unicodedata.normalize("NFC", stem))
    return (" ".join(words.split())[:_LONGEST_STEM].strip(" .") or kind.value) + _ENDINGS[kind]
