"""Checks that need more than one row: keys that repeat, references to what is not there, SSNs of two people.

They run in SQL over the stage; what they find goes to import_problems, line by line, and the row is marked.
"""

# ruff: noqa: S608 — statements are put together from our own table definitions, never from what a package says.

from collections.abc import Collection

from django.db import connection

from customer_connect.core.sealing import CannotOpen, unseal
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.exchange.inbound.databases import PROBLEMS, REJECTED, Database, execute, stage_of
from customer_connect.exchange.inbound.packages import FULL
from customer_connect.exchange.inbound.tables import TABLES, Reference, Table

PAGE = 1000  # rows


class CrossChecks:
    """The checks of one staged table. `staged` are the tables of the package that are staged, this one included."""

    def __init__(self, table: Table, *, kind: str, staged: Collection[str], database: Database) -> None:
        self.table = table
        self.stage = stage_of(table)
        self.kind = kind
        self.staged = staged
        self.database = database
        self.step = 0

    def run(self, *, keys_ascend: bool) -> None:
        """Run them all. Keys that were seen to ascend cannot repeat."""
        if not keys_ascend:
            self._find_duplicates()
        for reference in self.table.references:
            if reference.table != self.table.name:
                self._find_orphans(reference, "orphan_reference")
        if self.table.name == "participants":
            self._find_taken_ssns()
            self._keep_same_itins()
        if self.table.name == "change_answers":
            self._find_answers_out_of_turn()
        for reference in self.table.references:
            if reference.table == self.table.name:
                while self._find_orphans(reference, "reversal_without_entry"):
                    pass  # a row that just went may have been what another one reverses

    def _find_duplicates(self) -> None:
        key = ", ".join(self.table.stored_key)
        same = " AND ".join(f"d.{name} = s.{name}" for name in self.table.stored_key)
        self._note(
            self.table.key[-1].name,
            "duplicate_key",
            "'repeats the key of line ' || CAST(d.first AS text)",
            f"{self.stage} s JOIN (SELECT {key}, min(line) AS first FROM {self.stage} WHERE verdict <> {REJECTED}"
            f" GROUP BY {key} HAVING count(*) > 1) d ON {same} WHERE s.verdict <> {REJECTED} AND s.line > d.first",
        )
        self._reject()

    def _find_orphans(self, reference: Reference, reason: str) -> int:
        column = reference.column.stored[0]
        found = self._note(
            reference.column.name,
            reason,
            f"'refers to ' || CAST(s.{column} AS text) || ', which is not in {reference.table}'",
            f"{self.stage} s WHERE s.verdict = 1 AND s.{column} IS NOT NULL AND {self._is_absent(reference)}",
            is_fatal=not reference.is_soft,
        )
        if found and reference.is_soft:
            self._blank(column)
        elif found:
            self._reject()
        return found

    def _is_absent(self, reference: Reference) -> str:
        """Return the SQL of: what the row refers to will not be there once the package has landed."""
        parent = TABLES[reference.table]
        column = f"s.{reference.column.stored[0]}"
        current = " AND t.is_current" if parent.is_kept_when_dropped else ""
        if parent.name not in self.staged:
            return f"NOT EXISTS (SELECT 1 FROM {parent.target} t WHERE t.id = {column}{current})"
        stage = stage_of(parent)
        if self.kind == FULL:  # what is not in the package goes, but for rows that were rejected
            stays = (
                f"SELECT 1 FROM {parent.target} t JOIN {stage} k ON k.id = t.id AND k.verdict = 0"
                f" WHERE t.id = {column}{current}"
            )
        else:
            stays = (
                f"SELECT 1 FROM {parent.target} t WHERE t.id = {column}{current}"
                f" AND NOT EXISTS (SELECT 1 FROM {stage} d WHERE d.id = t.id AND d.verdict = 2)"
            )
        lands = f"SELECT 1 FROM {stage} p WHERE p.id = {column} AND p.verdict = 1"
        return f"NOT EXISTS ({lands}) AND NOT EXISTS ({stays})"

    def _find_taken_ssns(self) -> None:
        taken = "'belongs to another person'"
        self._note(
            "ssn",
            "ssn_taken",
            taken,
            f"{self.stage} s JOIN (SELECT ssn_index, min(line) AS first FROM {self.stage} WHERE verdict = 1"
            " AND ssn_index IS NOT NULL GROUP BY ssn_index HAVING count(*) > 1) d ON d.ssn_index = s.ssn_index"
            " WHERE s.verdict = 1 AND s.line > d.first",
            is_fatal=False,
        )
        self._blank("ssn_index", "ssn_sealed")
        keeps = f"EXISTS (SELECT 1 FROM {self.stage} k WHERE k.id = t.id AND k.verdict = 0)"
        if self.kind != FULL:
            keeps = f"({keeps} OR NOT EXISTS (SELECT 1 FROM {self.stage} k WHERE k.id = t.id))"
        self._note(
            "ssn",
            "ssn_taken",
            taken,
            f"{self.stage} s JOIN {self.table.target} t ON t.ssn_index = {self.database.from_hex('s.ssn_index')}"
            f" WHERE s.verdict = 1 AND t.id <> s.id AND {keeps}"
            f" AND NOT EXISTS (SELECT 1 FROM {self.stage} m WHERE m.id = t.id AND m.verdict = 1)",
            is_fatal=False,
        )
        self._blank("ssn_index", "ssn_sealed")

    def _find_answers_out_of_turn(self) -> None:
        """Reject answers to what was never sent, and answers that contradict an earlier one."""
        sent = (
            f"SELECT 1 FROM {ReportedChange._meta.db_table} c WHERE c.id = s.id AND c.package_id IS NOT NULL"
        )
        self._note(
            "change_id",
            "unknown_change",
            "'is the number of no change that was sent'",
            f"{self.stage} s WHERE s.verdict = 1 AND NOT EXISTS ({sent})",
        )
        self._reject()
        self._note(
            "status",
            "answered_before",
            "'the answer before was ' || t.status || ' ' || t.reason",
            f"{self.stage} s JOIN {self.table.target} t ON t.id = s.id WHERE s.verdict = 1"
            " AND (t.status <> s.status OR t.reason <> coalesce(s.reason, ''))",
        )
        self._reject()

    def _keep_same_itins(self) -> None:
        """Keep the sealed form of ITINs that are the same: the same number sealed again has other bytes."""
        self.step += 1
        last = 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT s.line, s.itin_sealed, t.itin_sealed FROM {self.stage} s"
                    f" JOIN {self.table.target} t ON t.id = s.id WHERE s.verdict = 1 AND s.line > %s"
                    f" AND s.itin_sealed IS NOT NULL AND t.itin_sealed IS NOT NULL ORDER BY s.line LIMIT {PAGE}",
                    [last],
                )
                rows = cursor.fetchall()
                same = [
                    (self.step, line) for line, new, old in rows if _is_same(bytes.fromhex(new), bytes(old))
                ]
                cursor.executemany(
                    f"INSERT INTO {PROBLEMS} (step, line, field, reason, message, is_fatal)"
                    " VALUES (%s, %s, '', '', '', false)",
                    same,
                )
            if len(rows) < PAGE:
                break
            last = rows[-1][0]
        old = self.database.to_hex("t.itin_sealed")
        execute(
            f"UPDATE {self.stage} SET itin_sealed = (SELECT {old} FROM {self.table.target} t"
            f" WHERE t.id = {self.stage}.id) WHERE line IN (SELECT line FROM {PROBLEMS} WHERE step = {self.step})"
        )
        execute(f"DELETE FROM {PROBLEMS} WHERE step = {self.step}")

    def _note(self, field: str, reason: str, message: str, found: str, *, is_fatal: bool = True) -> int:
        """Note the rows of a query. Return how many there are."""
        self.step += 1
        fatal = "true" if is_fatal else "false"
        return execute(
            f"INSERT INTO {PROBLEMS} (step, line, field, reason, message, is_fatal)"
            f" SELECT {self.step}, s.line, '{field}', '{reason}', {message}, {fatal} FROM {found}"
        )

    def _reject(self) -> None:
        execute(
            f"UPDATE {self.stage} SET verdict = {REJECTED}"
            f" WHERE line IN (SELECT line FROM {PROBLEMS} WHERE step = {self.step})"
        )

    def _blank(self, *columns: str) -> None:
        nothing = ", ".join(f"{column} = NULL" for column in columns)
        execute(
            f"UPDATE {self.stage} SET {nothing} WHERE line IN (SELECT line FROM {PROBLEMS} WHERE step = {self.step})"
        )


def _is_same(new: bytes, old: bytes) -> bool:
    try:
        return unseal(new, purpose="itin") == unseal(old, purpose="itin")
    except CannotOpen:
        return False
