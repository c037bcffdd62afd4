"""Taking one file in: checked, written anew, sealed, and in quarantine until it was scanned."""

import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime
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
from customer_connect.domain.conversations.models import Attachment, Draft
from customer_connect.domain.conversations.models.attachments import AttachmentQuerySet
from customer_connect.providers.scanning import has_scanner

_WRITERS = {FileKind.PHOTO: photos.written_anew, FileKind.PDF: pdfs.written_anew}
_ENDINGS = {FileKind.PHOTO: ".jpg", FileKind.PDF: ".pdf"}
_LONGEST_STEM = 80
_FORMS_AT_ONCE = 4  # of one participant, that may have files waiting to be sent


@dataclass(frozen=True)
class Basket:
    """Where files wait until they are sent: a form of a participant's, or the draft of a member of staff.

    Into one with `late_until` somebody puts files after their session has ended.
    """

    participant: Participant
    form_key: uuid.UUID | None = None
    draft: Draft | None = None
    late_until: datetime | None = None

    @property
    def files(self) -> AttachmentQuerySet:
        """What was put into it, also what has been sent since."""
        if self.draft is not None:
            return Attachment.objects.filter(draft=self.draft)
        return Attachment.objects.visible_to(self.participant).filter(form_key=self.form_key)

    def has_room(self) -> bool:
        """Tell whether one more file goes in."""
        most = agency().messages.files_at_most
        if self.files.filter(message=None).count() >= most:
            return False
        unsent = Attachment.objects.visible_to(self.participant).filter(message=None)
        return self.draft is not None or unsent.count() < most * _FORMS_AT_ONCE


def take_in(basket: Basket, *, name: str, content: bytes, by: Actor) -> Attachment:
    """Check a file, write it anew and keep it in a basket. It stays in quarantine until it was scanned.

    The same file again, as when the button is pressed twice, returns the first one. Raises FileRefused.
    """
    digest = sha256(content).hexdigest()
    if kept := basket.files.filter(digest=digest).first():
        return kept
    try:
        _check_size(basket, len(content))
        kind = kind_of(content)
        clean = _WRITERS[kind](content)
    except FileRefused as refused:
        _record("file_refused", basket, by=by, reason=refused.reason.value)
        raise
    return _keep(basket, clean, kind=kind, name=name, digest=digest, by=by)


def _check_size(basket: Basket, size: int) -> None:
    if size > agency().messages.file_megabytes_at_most * 1024 * 1024:
        raise FileRefused(Refusal.TOO_BIG)
    if not basket.has_room():
        raise FileRefused(Refusal.TOO_MANY)


def _keep(basket: Basket, clean: bytes, *, kind: FileKind, name: str, digest: str, by: Actor) -> Attachment:
    passes = not has_scanner() and settings.UNSCANNED_ATTACHMENTS == "pass"
    now = timezone.now()
    with transaction.atomic():
        attachment = Attachment.objects.create(
            participant=basket.participant,
            staff=basket.draft.staff if basket.draft else None,
            draft=basket.draft,
            form_key=basket.form_key,
            late_until=basket.late_until,
            name=_plain_name(name, kind),
            kind=kind,
            size=len(clean),
            digest=digest,
            state=FileState.CLEAN if passes else FileState.WAITING,
            received_at=now,
            next_scan_at=now,
        )
        about = {"attachment": attachment.pk, "kind": kind.value, "size": len(clean), "unscanned": passes}
        _record("file_attached", basket, by=by, **about, is_late=basket.late_until is not None)
        vault.put(attachment, clean)
    return attachment


def _record(what: str, basket: Basket, *, by: Actor, **details: object) -> None:
    record(f"conversations.{what}", by=by, participant_id=basket.participant.pk, **details)


def _plain_name(name: str, kind: FileKind) -> str:
    """Return a name that is harmless wherever it stands, with the ending of what the file is now."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    words = re.sub(r"[^\w .()-]+", " ", unicodedata.normalize("NFC", stem))
    return (" ".join(words.split())[:_LONGEST_STEM].strip(" .") or kind.value) + _ENDINGS[kind]
