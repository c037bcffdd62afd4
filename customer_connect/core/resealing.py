"""Sealing anew, with the newest key of the ring, what is kept sealed, so that an old key can go."""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from customer_connect.core.envelopes import key_name_of_file, open_file, seal_file
from customer_connect.core.sealing import CannotOpen, key_name_of, seal, unseal

ROWS_AT_ONCE = 500
UNFINISHED = ".part"  # at the end of a file's name until it is whole


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed values. Settings list all of them: `SEALED_COLUMNS`, by dotted names.

    In a JSON column of somebody else's the sealed values are those under `keys`, in base64.
    """

    model: str  # as in "cases.Participant"
    field: str
    purpose: str
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.model}.{self.field}"


@dataclass(frozen=True)
class SealedFiles:
    """A folder of files that are sealed for us alone, written once. Settings list all of them: `SEALED_FILES`."""

    name: str
    paths: Callable[[], Iterable[Path]]
    purpose: str

    def __str__(self) -> str:
        return self.name


@dataclass
class Resealed:
    """How many values were looked at so far, sealed anew, and cannot be opened by any key of the ring."""

    seen: int = 0
    resealed: int = 0
    unreadable: int = 0


def all_columns() -> list[SealedColumn]:
    """Return every sealed column."""
    return [column for name in settings.SEALED_COLUMNS for column in import_string(name)]


def all_files() -> list[SealedFiles]:
    """Return every folder of sealed files."""
    return [import_string(name) for name in settings.SEALED_FILES]


def reseal(column: SealedColumn) -> Iterator[Resealed]:
    """Seal the values of a column anew, and tell how far it is after each batch.

    It can be stopped at any time: what has the newest key already is only looked at. A value that is changed meanwhile
    is left alone, for whoever changed it has sealed it with the newest key.
    """
    rows: QuerySet[Any] = (
        QuerySet(apps.get_model(column.model)).exclude(**{column.field: None}).order_by("pk")
    )
    told = Resealed()
    last = None
    while True:
        after = rows if last is None else rows.filter(pk__gt=last)
        batch = list(after.values_list("pk", column.field)[:ROWS_AT_ONCE])
        if not batch:
            return
        for pk, value in batch:
            told.seen += 1
            try:
                anew = _sealed_anew(column, value)
            except CannotOpen:
                told.unreadable += 1
                continue
            if anew is not None:
                mine = rows.filter(pk=pk, **{column.field: value})
                told.resealed += mine.update(**{column.field: anew})
        last = batch[-1][0]
        yield told


def _sealed_anew(column: SealedColumn, value: Any) -> Any:
    """Return what to put in a value's place, or None where it has the newest key. Raises CannotOpen."""
    if not column.keys:
        return _value_anew(bytes(value), column.purpose)
    found = {key: b64decode(value[key]) for key in column.keys if key in value}
    anew = {key: _value_anew(sealed, column.purpose) for key, sealed in found.items()}
    changed = {key: b64encode(sealed).decode() for key, sealed in anew.items() if sealed is not None}
    return {**value, **changed} if changed else None


def _value_anew(sealed: bytes, purpose: str) -> bytes | None:
    if key_name_of(sealed) == list(settings.SEALING_KEYS)[-1]:
        return None
    return seal(unseal(sealed, purpose=purpose), purpose=purpose)


def reseal_files(files: SealedFiles) -> Iterator[Resealed]:
    """Seal the files of a folder anew, as `reseal` does values. Those deleted meanwhile stay deleted."""
    told = Resealed()
    newest = list(settings.SEALING_KEYS)[-1]
    for path in files.paths():
        told.seen += 1
        try:
            sealed = path.read_bytes()
            if key_name_of_file(sealed) != newest:
                _replace(path, seal_file(open_file(sealed, purpose=files.purpose), purpose=files.purpose))
                told.resealed += 1
        except FileNotFoundError:
            told.seen -= 1
        except CannotOpen:
            told.unreadable += 1
        yield told


def _replace(path: Path, sealed: bytes) -> None:
    """Put other bytes in a file's place at once, under its time. Raises FileNotFoundError where it is gone."""
    before = path.stat()
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    os.utime(unfinished, ns=(before.st_atime_ns, before.st_mtime_ns))
    if not path.exists():
        unfinished.unlink()
        raise FileNotFoundError(path)
    unfinished.replace(path)
