"""Writes exchange packages: a Frictionless data package of CSV files, row by row, never holding more than a few."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from customer_connect.demo.tables import ANSWERS, NAME_OF, TABLES, Row, schema_of
from customer_connect.demo.worlds import World

_CHUNK = 1 << 15


class TableFile:
    """One CSV file in the making: UTF-8, LF, its hash, size and count of rows."""

    def __init__(self, path: Path, kind: type[Row], *, has_deleted: bool) -> None:
        self.path = path
        self.kind = kind
        self.has_deleted = has_deleted
        self.rows = 0
        self.size = 0
        self._hash = hashlib.sha256()
        self._text = io.StringIO(newline="")
        self._csv = csv.writer(self._text, lineterminator="\n")
        self._file = path.open("wb")
        self._needs_words = kind.__name__ in ("ParticipantRow", "CaseRow", "CourtDateRow", "AppointmentRow")
        self._csv.writerow([*kind._fields, "deleted"] if has_deleted else kind._fields)

    def write(self, row: Row, *, is_deleted: bool = False) -> None:
        """Add one row."""
        cells: Iterable[Any] = map(_word, row) if self._needs_words else row
        if self.has_deleted:
            cells = (*cells, "true" if is_deleted else "false")
        self._csv.writerow(cells)
        self.rows += 1
        if self._text.tell() > _CHUNK:
            self._flush()

    def close(self) -> dict[str, Any]:
        """Finish the file. Return its resource descriptor."""
        self._flush()
        self._file.close()
        return {
            "name": NAME_OF[self.kind],
            "path": f"data/{self.path.name}",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "format": "csv",
            "mediatype": "text/csv",
            "hash": f"sha256:{self._hash.hexdigest()}",
            "bytes": self.size,
            "rows": self.rows,
            "schema": schema_of(self.kind, has_deleted=self.has_deleted),
        }

    def _flush(self) -> None:
        data = self._text.getvalue().encode()
        self._text.seek(0)
        self._text.truncate()
        self._hash.update(data)
        self._file.write(data)
        self.size += len(data)


def _word(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    return value


@dataclass
class Package:
    """A package in the making, in its folder."""

    folder: Path
    is_delta: bool
    has_answers: bool = False
    _files: dict[type[Row], TableFile] = field(init=False)

    def __post_init__(self) -> None:
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        self._files = {
            kind: TableFile(data / f"{name}.csv", kind, has_deleted=self.is_delta) for name, kind, _ in TABLES
        }
        if self.has_answers:
            name, kind, _ = ANSWERS
            self._files[kind] = TableFile(data / f"{name}.csv", kind, has_deleted=False)

    def write(self, row: Row, *, is_deleted: bool = False) -> None:
        """Add one row to the table it belongs to."""
        self._files[type(row)].write(row, is_deleted=is_deleted)

    def close(self, world: World, *, sequence: int, participants: int) -> int:
        """Write datapackage.json. Return how many rows the package has."""
        resources = [file.close() for file in self._files.values()]
        kind = "delta" if self.is_delta else "full"
        descriptor = {
            "profile": "tabular-data-package",
            "name": f"demo-agency-{kind}-{world.as_of:%Y-%m-%d}",
            "title": "The demo agency's nightly feed. Everybody in it is made up.",
            "created": world.at(world.as_of, time(2, 15)).isoformat(),
            "customer_connect": {"kind": kind, "sequence": sequence, "as_of": world.as_of.isoformat()},
            "demo": {
                "seed": world.seed,
                "anchor": world.anchor.isoformat(),
                "participants": participants,
                "payments_per_case": world.payments_per_case,
            },
            "resources": resources,
        }
        text = json.dumps(descriptor, ensure_ascii=False, indent=2)
        (self.folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
        return sum(int(str(resource["rows"])) for resource in resources)
