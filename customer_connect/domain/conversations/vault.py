"""Where attached files lie: sealed, under random names, in a folder that no web server serves."""

import os
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from customer_connect.core.envelopes import open_file, seal_file
from customer_connect.core.resealing import UNFINISHED, SealedFiles
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.conversations.models.attachments import AttachmentQuerySet

PURPOSE = "attachment"


class FileGone(Exception):
    """The file is not in the vault."""


def put(attachment: Attachment, content: bytes) -> None:
    """Seal a file and keep it. It appears under its name only when whole."""
    path = _path_of(attachment.stored_name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb") as file:
        file.write(seal_file(content, purpose=PURPOSE))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def content_of(attachment: Attachment) -> bytes:
    """Return a file in clear, in memory. Raises FileGone, CannotOpen."""
    try:
        sealed = _path_of(attachment.stored_name).read_bytes()
    except FileNotFoundError as error:
        raise FileGone(attachment.stored_name) from error
    return open_file(sealed, purpose=PURPOSE)


def delete(stored_name: str) -> None:
    """Delete a file."""
    _path_of(stored_name).unlink(missing_ok=True)


def forget(attachments: AttachmentQuerySet) -> int:
    """Delete rows now, and their files once that is for good. Returns how many."""
    names = list(attachments.values_list("stored_name", flat=True))
    attachments.delete()
    for name in names:
        transaction.on_commit(partial(delete, name))
    return len(names)


def names_older_than(moment: float) -> list[str]:
    """Return the stored names of files not touched since a moment (seconds since the epoch)."""
    old = [path for path in _all() if path.stat().st_mtime < moment]
    return [path.name.removesuffix(UNFINISHED) for path in old]


def _path_of(stored_name: str) -> Path:
    return Path(settings.ATTACHMENTS_FOLDER) / stored_name[:2] / stored_name


def _all() -> list[Path]:
    return list(Path(settings.ATTACHMENTS_FOLDER).glob("??/*"))


def _whole() -> list[Path]:
    return [path for path in _all() if not path.name.endswith(UNFINISHED)]


SEALED_FILES = SealedFiles("attachments", _whole, PURPOSE)
