"""The CSV files that the print shop and the mail room write: what became of letters.

Acknowledgement: columns letter, status (accepted or rejected), reason. Returned mail: letter (its key, or the reference
printed on it) and reason. Reasons may be empty; further columns are ignored.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

ACCEPTED, REJECTED = "accepted", "rejected"


class BadLetterFile(ValueError):
    """A file that is not as it must be; the message names the line."""


@dataclass(frozen=True)
class Acknowledgement:
    """What the print shop says of one letter."""

    letter: str
    is_accepted: bool
    reason: str


@dataclass(frozen=True)
class ReturnedLetter:
    """One letter that came back."""

    letter: str
    reason: str


def read_acknowledgements(file: TextIO) -> list[Acknowledgement]:
    """Read all lines. Raises BadLetterFile."""
    return [
        Acknowledgement(row["letter"].lower(), _is_accepted(row, line), row["reason"])
        for line, row in _rows(file, ["letter", "status"])
    ]


def read_returned_letters(file: TextIO) -> list[ReturnedLetter]:
    """Read all lines. Raises BadLetterFile."""
    return [ReturnedLetter(row["letter"], row["reason"]) for _, row in _rows(file, ["letter"])]


def _is_accepted(row: dict[str, str], line: int) -> bool:
    status = row["status"].lower()
    if status not in {ACCEPTED, REJECTED}:
        raise BadLetterFile(f"Line {line}: the status is neither {ACCEPTED} nor {REJECTED}.")
    return status == ACCEPTED


def _rows(file: TextIO, needed: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(file)
    missing = [name for name in needed if name not in (reader.fieldnames or [])]
    if missing:
        raise BadLetterFile(f"The first line lacks the columns {', '.join(missing)}.")
    for row in reader:
        line = reader.line_num
        values = {name: (row.get(name) or "").strip() for name in [*needed, "reason"]}
        if not values["letter"]:
            raise BadLetterFile(f"Line {line}: there is no letter.")
        yield line, values
