"""Landing a checked stage: what would change, whether too much would go, and the change itself.

Only one import runs at a time and nothing else writes these tables, so what is new and what differs can be told apart
before the write: updates and plain inserts are faster than an upsert, and nothing that is the same is written.
"""

# ruff: noqa: S608 — statements are put together from our own table definitions, never from what a package says.

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BinaryField, CharField

from customer_connect.exchange.inbound.databases import LANDS, Database, execute, fetch, stage_of
from customer_connect.exchange.inbound.packages import FULL
from customer_connect.exchange.inbound.tables import Table

# An address without a country is one in the U.S.
_INSTEAD_OF_NOTHING = {("participants", "country"): "US"}
# A number sealed twice has different bytes; its blind index tells whether it is the same.
_NOT_COMPARED = {"ssn_sealed"}
_FEW = 20  # rows


@dataclass(frozen=True)
class Changes:
    """What landing a table changes, in rows."""

    before: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class Landing:
    """Lands one staged table."""

    def __init__(self, table: Table, *, kind: str, database: Database) -> None:
        self.table = table
        self.kind = kind
        self.stage = stage_of(table)
        fields = {field.column: field for field in table.model._meta.local_fields}
        self.values = {name: _landing_value(table, fields[name], database) for name in table.stored}
        same = [f"t.{name} = s.{name}" for name in table.stored_key]
        self.is_same_row = " AND ".join(same)
        compared = [name for name in table.stored if name not in {*table.stored_key, *_NOT_COMPARED}]
        differs = [f"t.{name} {database.differs} {self.values[name]}" for name in compared]
        if table.is_kept_when_dropped:
            differs.append("NOT t.is_current")
        self.is_different = f"({' OR '.join(differs)})"
        self.is_current = "t.is_current" if table.is_kept_when_dropped else "1 = 1"
        staged = f"SELECT 1 FROM {self.stage} s WHERE {self.is_same_row}"
        gone = f"NOT EXISTS ({staged})" if kind == FULL else f"EXISTS ({staged} AND s.verdict = 2)"
        self.is_gone = "1 = 0" if table.is_only_added else f"{self.is_current} AND {gone}"

    def plan(self) -> Changes:
        """Count what landing would change."""
        lands, deletes = fetch(
            f"SELECT coalesce(sum(CASE WHEN verdict = 1 THEN 1 END), 0),"
            f" coalesce(sum(CASE WHEN verdict = 2 THEN 1 END), 0) FROM {self.stage}"
        )[0]
        target = f"{self.table.target} t"
        ((is_empty,),) = fetch(f"SELECT NOT EXISTS (SELECT 1 FROM {target})")
        if is_empty:
            return Changes(added=int(lands), unchanged=int(deletes))
        ((before,),) = fetch(f"SELECT count(*) FROM {target} WHERE {self.is_current}")
        ((removed,),) = fetch(f"SELECT count(*) FROM {target} WHERE {self.is_gone}")
        first = f"t.{self.table.stored_key[0]}"
        ((added, changed),) = fetch(
            f"SELECT coalesce(sum(CASE WHEN {first} IS NULL THEN 1 ELSE 0 END), 0),"
            f" coalesce(sum(CASE WHEN {first} IS NOT NULL AND {self.is_different} THEN 1 ELSE 0 END), 0)"
            f" FROM {self.stage} s LEFT JOIN {target} ON {self.is_same_row} WHERE s.verdict = {LANDS}"
        )
        counts = [int(count) for count in (lands, deletes, before, removed, added, changed)]
        lands, deletes, before, removed, added, changed = counts
        went = deletes - removed if self.kind != FULL else 0  # deletions of what was not there
        return Changes(before, added, changed, lands - added - changed + max(went, 0), removed)

    def apply(self, plan: Changes) -> None:
        """Write the changes, in the transaction that is open."""
        if plan.removed:
            self._remove()
        if plan.changed:
            self._change()
        if plan.added:
            self._add(into_empty=plan.before == 0 and plan.changed == 0 and plan.unchanged == 0)

    def _remove(self) -> None:
        if not self.table.is_kept_when_dropped:
            execute(f"DELETE FROM {self.table.target} AS t WHERE {self.is_gone}")
            return
        # Who is no longer listed holds no SSN: it may belong to a person's merged record now.
        freed = ", ssn_index = NULL, ssn_sealed = NULL" if "ssn_index" in self.table.stored else ""
        execute(f"UPDATE {self.table.target} AS t SET is_current = false{freed} WHERE {self.is_gone}")

    def _change(self) -> None:
        table = self.table
        if "ssn_index" in table.stored:  # two people may swap numbers, and no number may be there twice
            execute(
                f"UPDATE {table.target} AS t SET ssn_index = NULL, ssn_sealed = NULL FROM {self.stage} AS s"
                f" WHERE {self.is_same_row} AND s.verdict = {LANDS} AND t.ssn_index IS NOT NULL"
                f" AND (s.ssn_index IS NULL OR t.ssn_index <> {self.values['ssn_index']})"
            )
        sets = [f"{name} = {self.values[name]}" for name in table.stored if name not in table.stored_key]
        if table.is_kept_when_dropped:
            sets.append("is_current = true")
        execute(
            f"UPDATE {table.target} AS t SET {', '.join(sets)} FROM {self.stage} AS s"
            f" WHERE {self.is_same_row} AND s.verdict = {LANDS} AND {self.is_different}"
        )

    def _add(self, *, into_empty: bool) -> None:
        table = self.table
        names, values = list(table.stored), [self.values[name] for name in table.stored]
        if table.is_kept_when_dropped:
            names.append("is_current")
            values.append("true")
        is_new = f" AND NOT EXISTS (SELECT 1 FROM {table.target} t WHERE {self.is_same_row})"
        execute(
            f"INSERT INTO {table.target} ({', '.join(names)}) SELECT {', '.join(values)} FROM {self.stage} s"
            f" WHERE s.verdict = {LANDS}{'' if into_empty else is_new}"
            f" ORDER BY {', '.join(f's.{name}' for name in table.lands_by)}"
        )


def _landing_value(table: Table, field: object, database: Database) -> str:
    column = str(getattr(field, "column"))  # noqa: B009 fields of any kind
    if isinstance(field, BinaryField):
        return database.from_hex(f"s.{column}")
    if isinstance(field, CharField) and not field.null:
        return f"coalesce(s.{column}, '{_INSTEAD_OF_NOTHING.get((table.name, column), '')}')"
    return f"s.{column}"


def has_collapsed(table: Table, kind: str, plan: Changes, threshold: Decimal) -> bool:
    """Tell whether a table would lose more than `threshold` percent of its rows.

    Of people, cases and offices each one that goes counts; other rows come and go, there only their number does. A
    delta names what it deletes, so that a few rows of a small table are no collapse.
    """
    lost = plan.removed if table.is_kept_when_dropped else plan.removed - plan.added
    if kind != FULL and not table.is_kept_when_dropped and lost <= _FEW:
        return False
    return lost * 100 > plan.before * threshold
