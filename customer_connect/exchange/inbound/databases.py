"""Where rows wait before they land, on each database: how a stage is made, filled and written about in SQL.

PostgreSQL: unlogged tables filled by COPY. SQLite: temporary tables filled in batches.
"""

# ruff: noqa: S608 — statements are put together from our own table definitions, never from what a package says.

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import BinaryField

from customer_connect.exchange.inbound.tables import Table

REJECTED, LANDS, DELETES = 0, 1, 2
BATCH = 2000  # rows handed over at once
PROBLEMS = "import_problems"


class Sink(Protocol):
    """Takes checked rows into a stage."""

    def add(self, line: int, verdict: int, values: Sequence[str]) -> None:
        """Take one row: the fields in the order of the stage's columns, '' for missing."""

    def escape(self, value: str) -> str:
        """Return a field that did not pass the plain pattern as `add` wants it."""


class Database(Protocol):
    """What differs between the databases."""

    differs: str  # the operator that tells two values apart, NULL being a value

    def make_stage(self, table: Table) -> None:
        """Make an empty stage for a table."""

    def loading(self, table: Table) -> AbstractContextManager[Sink]:
        """Return a context in which rows are added to the stage."""

    def settle(self, table: Table) -> None:
        """Ready a filled stage for queries."""

    def from_hex(self, expression: str) -> str:
        """Return the SQL of the bytes that hexadecimal text stands for."""

    def to_hex(self, expression: str) -> str:
        """Return the SQL of bytes as lower-case hexadecimal text."""


def stage_of(table: Table) -> str:
    """Return the name of a table's stage."""
    return f"import_stage_{table.name}"


def execute(sql: str, parameters: Sequence[Any] | None = None) -> int:
    """Run a statement. Return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def fetch(sql: str, parameters: Sequence[Any] | None = None) -> list[Any]:
    """Run a query. Return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def drop_stages(tables: Sequence[Table]) -> None:
    """Remove what a run, this or an interrupted one, has left behind."""
    for name in [*(stage_of(table) for table in tables), PROBLEMS]:
        execute(f"DROP TABLE IF EXISTS {name}")


def _stage_columns(table: Table) -> str:
    fields = {field.column: field for field in table.model._meta.local_fields}
    columns = [
        f"CAST(NULL AS text) AS {name}" if isinstance(fields[name], BinaryField) else f"t.{name}"
        for name in table.stored
    ]
    return ", ".join(["CAST(NULL AS bigint) AS line", "CAST(NULL AS smallint) AS verdict", *columns])


def _problems(kind: str) -> str:
    return (
        f"CREATE {kind} TABLE {PROBLEMS} (step integer NOT NULL, line bigint NOT NULL, field varchar(40) NOT NULL,"
        " reason varchar(40) NOT NULL, message text NOT NULL, is_fatal boolean NOT NULL)"
    )


class Postgres:
    """Stages are unlogged tables, filled by COPY."""

    differs = "IS DISTINCT FROM"

    def make_stage(self, table: Table) -> None:
        """Make an empty stage for a table."""
        drop_stages([table])
        execute(
            f"CREATE UNLOGGED TABLE {stage_of(table)} AS SELECT {_stage_columns(table)} FROM {table.target} t LIMIT 0"
        )
        execute(_problems("UNLOGGED"))

    @contextmanager
    def loading(self, table: Table) -> Iterator[Sink]:
        """Fill the stage by COPY, in one transaction."""
        columns = ", ".join(["line", "verdict", *table.stored])
        statement = f"COPY {stage_of(table)} ({columns}) FROM STDIN (FORMAT text, NULL '')"
        with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
            sink = _CopySink(copy)
            yield sink
            sink.flush()

    def settle(self, table: Table) -> None:
        """Tell the planner what is in the stage, and let this connection sort and hash in memory."""
        execute("SET work_mem = '64MB'")
        execute(f"ANALYZE {stage_of(table)}")

    def from_hex(self, expression: str) -> str:
        """Return the SQL of the bytes that hexadecimal text stands for."""
        return f"decode({expression}, 'hex')"

    def to_hex(self, expression: str) -> str:
        """Return the SQL of bytes as lower-case hexadecimal text."""
        return f"encode({expression}, 'hex')"


class _CopySink:
    def __init__(self, copy: Any) -> None:
        self.copy = copy
        self.batch: list[str] = []

    def add(self, line: int, verdict: int, values: Sequence[str]) -> None:
        self.batch.append(f"{line}\t{verdict}\t" + "\t".join(values))
        if len(self.batch) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self.batch:
            self.batch.append("")
            self.copy.write("\n".join(self.batch).encode())
            self.batch = []

    def escape(self, value: str) -> str:
        return value.replace("\\", "\\\\")


class Sqlite:
    """Stages are temporary tables, filled in batches; writers elsewhere are not held up."""

    differs = "IS NOT"

    def make_stage(self, table: Table) -> None:
        """Make an empty stage for a table."""
        drop_stages([table])
        execute(
            f"CREATE TEMP TABLE {stage_of(table)} AS SELECT {_stage_columns(table)} FROM {table.target} t LIMIT 0"
        )
        execute(_problems("TEMP"))
        connection.connection.create_function("bytes_of_hex", 1, _bytes_of_hex, deterministic=True)

    @contextmanager
    def loading(self, table: Table) -> Iterator[Sink]:
        """Fill the stage in batches, in one transaction that leaves the database itself unlocked."""
        with _unlocked_transaction(), connection.cursor() as cursor:
            sink = _BatchSink(cursor, table)
            yield sink
            sink.flush()

    def settle(self, table: Table) -> None:
        """Index the stage by key: SQLite joins by index."""
        key = ", ".join(table.stored_key)
        execute(f"CREATE INDEX {stage_of(table)}_key ON {stage_of(table)} ({key})")

    def from_hex(self, expression: str) -> str:
        """Return the SQL of the bytes that hexadecimal text stands for."""
        return f"bytes_of_hex({expression})"

    def to_hex(self, expression: str) -> str:
        """Return the SQL of bytes as lower-case hexadecimal text."""
        return f"lower(hex({expression}))"


def _bytes_of_hex(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)


@contextmanager
def _unlocked_transaction() -> Iterator[None]:
    """Open a transaction that does not lock the database as Django's IMMEDIATE ones do."""
    if connection.in_atomic_block:
        yield
        return
    execute("BEGIN DEFERRED")
    try:
        yield
    except BaseException:
        execute("ROLLBACK")
        raise
    execute("COMMIT")


class _BatchSink:
    def __init__(self, cursor: Any, table: Table) -> None:
        self.cursor = cursor
        self.batch: list[tuple[Any, ...]] = []
        shapes = {
            "boolean": "CASE %s WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
            "datetime": "datetime(NULLIF(%s, ''))",
        }
        places = [
            shapes.get(column.type, "NULLIF(%s, '')") for column in table.columns for _ in column.stored
        ]
        columns = ", ".join(["line", "verdict", *table.stored])
        self.statement = f"INSERT INTO {stage_of(table)} ({columns}) VALUES (%s, %s, {', '.join(places)})"

    def add(self, line: int, verdict: int, values: Sequence[str]) -> None:
        self.batch.append((line, verdict, *values))
        if len(self.batch) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self.batch:
            self.cursor.executemany(self.statement, self.batch)
            self.batch = []

    def escape(self, value: str) -> str:
        return value


def database() -> Database:
    """Return what differs on the database in use."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()
