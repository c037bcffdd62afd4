"""Sealing anew, with the newest key of the ring, what stands sealed in the tables, so that an old key can go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from customer_connect.core.sealing import CannotOpen, key_name_of, seal, unseal

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed values. Settings list all of them: `SEALED_COLUMNS`, by dotted names."""

    model: str  # as in "cases.Participant"
    field: str
    purpose: str

    def __str__(self) -> str:
        return f"{self.model}.{self.field}"


@dataclass
class Resealed:
    """How many values were looked at so far, sealed anew, and cannot be opened by any key of the ring."""

    seen: int = 0
    resealed: int = 0
    unreadable: int = 0


def all_columns() -> list[SealedColumn]:
    """Return every sealed column."""
    return [column for name in settings.SEALED_COLUMNS for column in import_string(name)]


def reseal(column: SealedColumn) -> Iterator[Resealed]:
    """Seal the values of a column anew, and tell how far it is after each batch.

    It can be stopped at any time: what has the newest key already is only looked at. A value that is changed meanwhile
    is left alone, for whoever changed it has sealed it with the newest key.
    """
    rows: QuerySet[Any] = (
        QuerySet(apps.get_model(column.model)).exclude(**{column.field: None}).order_by("pk")
    )
    newest = list(settings.SEALING_KEYS)[-1]
    told = Resealed()
    last = None
    while True:
        after = rows if last is None else rows.filter(pk__gt=last)
        batch = list(after.values_list("pk", column.field)[:ROWS_AT_ONCE])
        if not batch:
            return
        for pk, sealed in batch:
            told.seen += 1
            if key_name_of(bytes(sealed)) == newest:
                continue
            try:
                text = unseal(bytes(sealed), purpose=column.purpose)
            except CannotOpen:
                told.unreadable += 1
                continue
            mine = rows.filter(pk=pk, **{column.field: sealed})
            told.resealed += mine.update(**{column.field: seal(text, purpose=column.purpose)})
        last = batch[-1][0]
        yield told
