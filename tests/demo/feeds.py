"""Reads what the demo agency wrote, as an outsider would."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from customer_connect.demo.agencies import write_full
from customer_connect.demo.worlds import World

AS_OF = date(2026, 3, 2)
ZONE = ZoneInfo("America/Los_Angeles")
Row = dict[str, str]


def world(*, seed: str = "test", as_of: date = AS_OF, payments_per_case: int | None = None) -> World:
    return World(seed, as_of, as_of, ZONE, payments_per_case)


@dataclass
class Feed:
    """One package and its sign-ins."""

    folder: Path

    @classmethod
    def write(cls, folder: Path, *, participants: int = 200, **facts: Any) -> "Feed":
        write_full(world(**facts), folder, participants=participants)
        return cls(folder)

    def __getattr__(self, table: str) -> list[Row]:
        path = self.folder / "data" / f"{table}.csv"
        if not path.exists():
            raise AttributeError(table)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.__dict__[table] = rows
        return rows

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8")))

    @cached_property
    def accounts(self) -> list[dict[str, Any]]:
        return list(json.loads((self.folder / "accounts.json").read_text(encoding="utf-8")))

    @cached_property
    def people(self) -> dict[str, Row]:
        return {row["participant_id"]: row for row in self.participants}

    def named(self, first: str, last: str) -> list[Row]:
        return [row for row in self.participants if (row["first_name"], row["last_name"]) == (first, last)]

    def of(self, table: str, column: str, value: str) -> list[Row]:
        return [row for row in getattr(self, table) if row[column] == value]

    def by_case(self, table: str) -> dict[str, list[Row]]:
        found = defaultdict(list)
        for row in getattr(self, table):
            found[row["case_id"]].append(row)
        return found


def total(rows: list[Row], column: str = "amount") -> Decimal:
    return sum((Decimal(row[column]) for row in rows), Decimal(0))
