"""Queries that are written with the ORM and translated to SQL once.

For the hottest pages: building and compiling a queryset costs many times what the database needs to answer it. What may
be seen by whom stays where it is, in the querysets (`visible_to`); only the translation is kept. A prepared query has
the same shape whatever its values are, so none of them may be None or decide what the queryset looks like.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

Value = int | str | date | datetime


class NotPreparable(ValueError):
    """The statement does not carry its values one for one, so it cannot be used again with others."""


@dataclass(frozen=True)
class _Statement:
    sql: str
    values: tuple[Any, ...]
    slots: list[tuple[int, str]]  # where the named values go
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class PreparedQuery:
    """A query made by `build`, which takes its values by keyword and returns a `values_list` queryset."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.statements: dict[str, _Statement] = {}

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """Return the rows for these values, as the ORM would."""
        database = connections[DEFAULT_DB_ALIAS]
        statement = self.statements.get(database.vendor)
        if statement is None:
            statement = self.statements[database.vendor] = _prepare(self.build, values)
        bound = list(statement.values)
        for position, name in statement.slots:
            bound[position] = _adapted(values[name])
        with database.cursor() as cursor:
            cursor.execute(statement.sql, bound)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return _converted(rows, statement.converters) if statement.converters and rows else rows

    def first(self, **values: Value) -> tuple[Any, ...] | None:
        """Return the first row, if there is one."""
        return next(iter(self.rows(**values)), None)


def _prepare(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> _Statement:
    """Translate the query with a marker in place of each value, and note where the markers went."""
    markers = {name: _marker(value, number) for number, (name, value) in enumerate(values.items())}
    names = {_adapted(marker): name for name, marker in markers.items()}
    compiler = build(**markers).query.get_compiler(connection=connection)
    sql, bound = compiler.as_sql()
    slots = [(position, names[value]) for position, value in enumerate(bound) if value in names]
    missing = set(markers) - {name for _, name in slots}
    if missing:
        raise NotPreparable(f"The statement does not show where {', '.join(sorted(missing))} went.")
    fields = [column[0] for column in compiler.select[: compiler.col_count]]
    converters = [(position, *found) for position, found in compiler.get_converters(fields).items()]
    return _Statement(sql, tuple(bound), slots, converters)


def _marker(value: Value, number: int) -> Value:
    """Return a value of the same kind that nothing else in a statement can be equal to."""
    if isinstance(value, datetime):
        return datetime(1906, 4, 18, 5, 12, number, tzinfo=UTC)
    if isinstance(value, date):
        return date(1906, 4, 18 + number)
    if isinstance(value, int):
        return 7_305_190_604_180_512_000 + number
    return f"\N{SYMBOL FOR NULL}{number}"


def _adapted(value: Value) -> Any:
    """Return the value as the ORM hands it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _converted(
    rows: Sequence[tuple[Any, ...]], converters: list[tuple[int, list[Callable[..., Any]], Any]]
) -> list[tuple[Any, ...]]:
    """Return the rows with the values that this database needs converted."""
    done, database = [], connections[DEFAULT_DB_ALIAS]
    for row in rows:
        values = list(row)
        for position, convert_each, expression in converters:
            value = values[position]
            for convert in convert_each:
                value = convert(value, expression, database)
            values[position] = value
        done.append(tuple(values))
    return done
