"""What the print shop is told of a batch: two CSV files beside the encrypted print file. Neither names anybody."""

import csv
from collections.abc import Iterable
from hashlib import sha256
from io import StringIO

from customer_connect.domain.deliveries.models import LetterBatch
from customer_connect.domain.deliveries.print_files import sealed_file_of
from customer_connect.providers.printing import Package

PRINT_FILE, MANIFEST, SUMMARY = "letters.pdf.p7m", "manifest.csv", "batch.csv"
MANIFEST_COLUMNS = ["letter", "sequence", "first_page", "last_page", "pages", "sheets", "language"]
SUMMARY_COLUMNS = [
    "batch",
    "reprint_of",
    "cut_off_at",
    "letters",
    "pages",
    "sheets",
    "print_file",
    "print_file_bytes",
    "print_file_sha256",
    "pdf_sha256",
    "manifest_sha256",
]


def package_of(batch: LetterBatch) -> Package:
    """Return all that the print shop gets. Raises NoPrintFile."""
    manifest = manifest_of(batch)
    return Package(
        name=batch.name,
        files={
            PRINT_FILE: sealed_file_of(batch),
            MANIFEST: manifest,
            SUMMARY: _summary_of(batch, manifest),
        },
    )


def manifest_of(batch: LetterBatch) -> bytes:
    """Return one line for each letter, in the order of the pages. Each is one sheet, printed on one side."""
    letters = batch.letters.to_print().in_print_order()
    rows = letters.values_list("delivery__key", "sequence", "page", "delivery__language")
    return _csv(
        MANIFEST_COLUMNS,
        ([key, sequence, page, page, 1, 1, language] for key, sequence, page, language in rows),
    )


def _summary_of(batch: LetterBatch, manifest: bytes) -> bytes:
    values = [
        batch.name,
        batch.reprint_of.name if batch.reprint_of else "",
        batch.cut_off_at.isoformat(timespec="seconds"),
        batch.pages,
        batch.pages,
        batch.pages,
        PRINT_FILE,
        batch.file_bytes,
        batch.file_hash,
        batch.pdf_hash,
        sha256(manifest).hexdigest(),
    ]
    return _csv(SUMMARY_COLUMNS, [values])


def _csv(columns: list[str], rows: Iterable[list[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
