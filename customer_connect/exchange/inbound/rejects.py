"""The rejects of one table: rejects/TABLE.csv under the run's folder, for the sender to mend."""

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path
from typing import TextIO

from customer_connect.core.identifiers import digits_of, is_valid_itin, is_valid_ssn
from customer_connect.exchange.inbound.tables import Table
from customer_connect.exchange.reasons import visible

HEADER = ["file", "line", "field", "reason", "outcome", "message", "row"]
LEFT_OUT, KEPT = "row left out", "kept without this field"
LONGEST_ROW = 30_000  # characters: what a cell of a spreadsheet holds
_SSN_COLUMNS = {"ssn", "itin"}
_NUMBERS = re.compile(r"[0-9](?:[0-9 .–—-]*[0-9])?")
# Nine digits, together or as SSNs are written, that are no part of a longer number.
_POSSIBLE_SSN = re.compile(r"(?<![0-9])[0-9]{3}[ .–—-]?[0-9]{2}[ .–—-]?[0-9]{4}(?![0-9])")
_FORMULA = ("=", "+", "-", "@")
_SHORTEST_SECRET = 7  # digits: fewer are no SSN, even with some lost


class Rejects:
    """Writes the rejects of one table. The file is made with the first of them.

    `counts` is by field, reason and whether the row stayed out.
    """

    def __init__(self, folder: Path, table: Table, file: str) -> None:
        self.path = folder / f"{table.name}.csv"
        self.table = table
        self.file = file
        self.stream: TextIO | None = None
        self.counts: Counter[tuple[str, str, bool]] = Counter()

    def add(
        self, line: int, field: str, reason: str, message: str, row: list[str] | str, *, is_fatal: bool
    ) -> None:
        """Write one line."""
        if self.stream is None:
            self.stream = self._create()
        self.counts[field, reason, is_fatal] += 1
        outcome = LEFT_OUT if is_fatal else KEPT
        csv.writer(self.stream).writerow(
            [
                _plain(visible(self.file)),
                line,
                field,
                reason,
                outcome,
                _POSSIBLE_SSN.sub(_cover_ssn, visible(message)),
                _plain(visible(self._masked(row)[:LONGEST_ROW])),
            ]
        )

    def close(self) -> None:
        """Close the file."""
        if self.stream:
            self.stream.close()

    def discard(self) -> None:
        """Remove the file: the table has failed as a whole."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _create(self) -> TextIO:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        stream = os.fdopen(handle, "w", encoding="utf-8", newline="")
        csv.writer(stream).writerow(HEADER)
        return stream

    def _masked(self, row: list[str] | str) -> str:
        """Return the row as it came, SSNs and ITINs covered but for their last four digits."""
        names = self.table.names
        if not any(name in _SSN_COLUMNS for name in names):
            return _POSSIBLE_SSN.sub(_cover_ssn, row if isinstance(row, str) else _as_csv(row))
        if isinstance(row, str) or len(row) < len(names):
            text = row if isinstance(row, str) else _as_csv(row)
            return _NUMBERS.sub(_cover, text)
        fields = list(row)
        for place, name in enumerate(names):
            if name in _SSN_COLUMNS:
                fields[place] = "*" * max(len(fields[place]) - 4, 0) + fields[place][-4:]
        if len(row) > len(names):
            return _NUMBERS.sub(_cover, _as_csv(fields))
        return _POSSIBLE_SSN.sub(_cover_ssn, _as_csv(fields))


def _cover_ssn(found: re.Match[str]) -> str:
    """Cover nine digits in any other column that can be an SSN or ITIN: a sender may have shifted the columns."""
    digits = digits_of(found[0])
    return _cover(found) if is_valid_ssn(digits) or is_valid_itin(digits) else found[0]


def _cover(found: re.Match[str]) -> str:
    text = found[0]
    if sum(character.isdigit() for character in text) < _SHORTEST_SECRET:
        return text
    return "*" * (len(text) - 4) + text[-4:]


def _plain(text: str) -> str:
    """Return text of the sender's so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _as_csv(fields: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(fields)
    return stream.getvalue()
