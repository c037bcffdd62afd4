"""Where the encrypted print files lie until the print shop has accepted the letters.

A file is sealed before it touches the disk, for us and for the print shop. It appears under its name only when whole.
"""

import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from customer_connect.core.envelopes import open_file, seal_file
from customer_connect.domain.deliveries.models import BatchedLetter, LetterBatch
from customer_connect.domain.deliveries.print_shop_certificates import readers

PRINT_FILE_PURPOSE = "print-file"
_SUFFIX = ".pdf.p7m"
_UNFINISHED = ".part"


class NoPrintFile(Exception):
    """The agency does not have the print file (any more), or it was changed."""


def folder() -> Path:
    """Return the folder of the print files, for whose owner alone it is."""
    path = Path(settings.VAR_DIR) / "letters"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(batch: LetterBatch) -> Path:
    """Return where the print file of a batch lies."""
    return folder() / f"{batch.name}{_SUFFIX}"


def keep(batch: LetterBatch, pdf: bytes) -> dict[str, object]:
    """Seal a print file and keep it, and return what the batch must know of it."""
    sealed = seal_file(pdf, purpose=PRINT_FILE_PURPOSE, readers=readers())
    path = path_of(batch)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{_UNFINISHED}")
    with unfinished.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return {
        "file_bytes": len(sealed),
        "file_hash": sha256(sealed).hexdigest(),
        "pdf_hash": sha256(pdf).hexdigest(),
    }


def sealed_file_of(batch: LetterBatch) -> bytes:
    """Return the encrypted file. Raises NoPrintFile."""
    try:
        sealed = path_of(batch).read_bytes()
    except FileNotFoundError as error:
        raise NoPrintFile(batch.name) from error
    if sha256(sealed).hexdigest() != batch.file_hash:
        raise NoPrintFile(batch.name)
    return sealed


def pdf_of(batch: LetterBatch) -> bytes:
    """Return the print file in clear, in memory. Raises NoPrintFile, CannotOpen."""
    return open_file(sealed_file_of(batch), purpose=PRINT_FILE_PURPOSE)


def delete(batch: LetterBatch) -> None:
    """Delete the print file. What was in it cannot be had back."""
    path_of(batch).unlink(missing_ok=True)


def delete_strays(names_in_use: set[str]) -> int:
    """Delete files that belong to no batch any more, such as of a try that died. Returns how many."""
    strays = [
        path
        for path in folder().iterdir()
        if path.name.endswith(_UNFINISHED) or path.name.removesuffix(_SUFFIX) not in names_in_use
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def page_of(letter: BatchedLetter) -> int:
    """Return the page of a letter in its print file. Raises NoPrintFile for one that was not printed."""
    if letter.page is None:
        raise NoPrintFile(letter.batch.name)
    return letter.page
