"""The tables of an outbound package: their published schemas, and the rows of changes."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from customer_connect.domain.changes.models import ReportedChange

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas" / "outbound"
TABLES = ("reported_changes", "reported_values")
# In no field of the exchange: control characters, line breaks, text-direction overrides.
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff]+")

Row = Sequence[str]


def schema_of(name: str) -> dict[str, Any]:
    """Return the published Table Schema of a table."""
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def columns_of(name: str) -> list[str]:
    """Return the header row of a table."""
    return [field["name"] for field in schema_of(name)["fields"]]


def rows_of(name: str, changes: Iterable[ReportedChange]) -> list[Row]:
    """Return a table's rows. Only what never changes is in them: the same package can be written again."""
    make = {"reported_changes": _change_rows, "reported_values": _value_rows}[name]
    return [row for change in changes for row in make(change)]


def _change_rows(change: ReportedChange) -> list[Row]:
    values = (
        change.pk,
        change.receipt_number,
        change.kind,
        change.author_id,
        change.about_id or "",
        change.case_id or "",
        _moment(change.reported_at),
        change.channel,
        _moment(change.decided_at),
    )
    return [[str(value) for value in values]]


def _value_rows(change: ReportedChange) -> list[Row]:
    return [[str(change.pk), field, one_line(value)] for field, value in sorted(change.details.items())]


def one_line(text: str) -> str:
    """Return text as a field of the exchange: lines are joined by semicolons, other control characters go."""
    lines = (_CONTROL.sub(" ", line).strip() for line in text.splitlines())
    return "; ".join(line for line in lines if line)


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
