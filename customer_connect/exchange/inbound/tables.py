"""The tables of the feed: their columns (from the published schemas) and where they are kept."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import models

from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.models import Case, CaseMember, Caseworker, Office, Order, Participant
from customer_connect.domain.changes.models import ChangeAnswer
from customer_connect.domain.payments.models import Balance, Disbursement, ExpectedPayment, Receipt

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
DELETED = "deleted"

# In the order in which they land: a table comes after those that it refers to.
_MODELS: dict[str, type[models.Model]] = {
    "offices": Office,
    "caseworkers": Caseworker,
    "participants": Participant,
    "cases": Case,
    "case_members": CaseMember,
    "orders": Order,
    "receipts": Receipt,
    "disbursements": Disbursement,
    "expected_payments": ExpectedPayment,
    "balances": Balance,
    "court_dates": CourtDate,
    "appointments": Appointment,
    "change_answers": ChangeAnswer,
}
# Accounts hang on these: a row that the feed drops is kept and marked as no longer current.
_KEPT_WHEN_DROPPED = {"offices", "caseworkers", "participants", "cases"}
# Things that happened, not how things stand: the table may be left out, and what was told before stays.
_ONLY_ADDED = {"change_answers"}
_STORED_AS = {
    "family_violence": ("has_family_violence_indicator",),
    "address_valid": ("is_address_valid",),
    "private_wage_assignment": ("has_private_wage_assignment",),
    "ssn": ("ssn_index", "ssn_sealed"),
    "itin": ("itin_sealed",),
}
# What a participant can do without: wrong contact data must not lose a person (nor all their payments).
_MUST_HAVE_OF_PARTICIPANTS = {"participant_id", "last_name", "family_violence"}
_SOFT_REFERENCES = {
    ("case_members", "office_id"),
    ("case_members", "caseworker_id"),
    ("disbursements", "receipt_id"),
}
# The order of landing keeps a case's rows together on disk.
_LANDS_BY = {"receipts": ("case_id", "posted_on", "id"), "disbursements": ("case_id", "posted_on", "id")}


@dataclass(frozen=True)
class Column:
    """One column of the feed. `stored` are the database columns it is kept in."""

    name: str
    type: str
    constraints: dict[str, Any]
    stored: tuple[str, ...]
    is_id: bool
    is_soft: bool

    @property
    def is_required(self) -> bool:
        """Whether the field may not be empty."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class Reference:
    """A column that refers to a row of another table, or of the same (`table` is then its own name)."""

    column: Column
    table: str
    is_soft: bool


@dataclass(frozen=True)
class Table:
    """One table of the feed."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[Column, ...]
    references: tuple[Reference, ...]
    is_kept_when_dropped: bool
    is_only_added: bool

    @cached_property
    def names(self) -> list[str]:
        """The header row of a full package."""
        return [column.name for column in self.columns]

    @cached_property
    def stored(self) -> list[str]:
        """The database columns, in the feed's order."""
        return [name for column in self.columns for name in column.stored]

    @cached_property
    def stored_key(self) -> list[str]:
        """The database columns of the key."""
        return [column.stored[0] for column in self.key]

    @property
    def target(self) -> str:
        """The database table."""
        return self.model._meta.db_table

    @property
    def lands_by(self) -> tuple[str, ...]:
        """The database columns that rows are sorted by when they land."""
        return _LANDS_BY.get(self.name, tuple(self.stored_key))

    def column(self, name: str) -> Column:
        """Return a column by its name in the feed."""
        return self.columns[self.position(name)]

    def position(self, name: str) -> int:
        """Return the place of a column in a row."""
        return self.names.index(name)


def schema_of(name: str) -> dict[str, Any]:
    """Return the published Table Schema of a table."""
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _load(name: str, model: type[models.Model]) -> Table:
    schema = schema_of(name)
    key = _as_list(schema["primaryKey"])
    referring = {
        entry["fields"][0]: entry["reference"]["resource"] for entry in schema.get("foreignKeys", [])
    }
    columns: dict[str, Column] = {}
    for field in schema["fields"]:
        column = field["name"]
        is_own_id = key == [column]
        columns[column] = Column(
            name=column,
            type=field["type"],
            constraints=field.get("constraints", {}),
            stored=("id",) if is_own_id else _STORED_AS.get(column, (column,)),
            is_id=is_own_id or column in referring,
            is_soft=name == "participants" and column not in _MUST_HAVE_OF_PARTICIPANTS,
        )
    return Table(
        name=name,
        model=model,
        columns=tuple(columns.values()),
        key=tuple(columns[part] for part in key),
        references=tuple(
            Reference(columns[column], table or name, (name, column) in _SOFT_REFERENCES)
            for column, table in referring.items()
        ),
        is_kept_when_dropped=name in _KEPT_WHEN_DROPPED,
        is_only_added=name in _ONLY_ADDED,
    )


TABLES: dict[str, Table] = {name: _load(name, model) for name, model in _MODELS.items()}
