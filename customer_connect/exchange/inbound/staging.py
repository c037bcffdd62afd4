"""Taking one file into its stage: every row is checked, bad ones go to the rejects, nothing lands yet."""

# ruff: noqa: S608 — statements are put together from our own table definitions, never from what a package says.

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from customer_connect.exchange.inbound.crosschecks import CrossChecks
from customer_connect.exchange.inbound.databases import (
    DELETES,
    LANDS,
    PROBLEMS,
    REJECTED,
    Database,
    Sink,
    execute,
    fetch,
)
from customer_connect.exchange.inbound.fields import Problem
from customer_connect.exchange.inbound.packages import Package
from customer_connect.exchange.inbound.records import Records
from customer_connect.exchange.inbound.rejects import Rejects
from customer_connect.exchange.inbound.rows import Checked, RowChecker
from customer_connect.exchange.inbound.tables import Table
from customer_connect.exchange.reasons import Fault

Tick = Callable[[int], None]
TICK = 1 << 13  # rows between two ticks
PAGE = 2000  # problems read at once


@dataclass
class Counts:
    """What was read of one file, in rows; `warned` counts fields, `reasons` problems, as Rejects."""

    read: int = 0
    rejected: int = 0
    warned: int = 0
    seconds: float = 0.0
    reasons: dict[tuple[str, str, bool], int] = field(default_factory=dict)


class Staging:
    """Stages one table of a package. `tick` is told how many bytes were read since the last time."""

    def __init__(
        self, package: Package, table: Table, *, database: Database, folder: Path, tick: Tick
    ) -> None:
        self.package = package
        self.table = table
        self.database = database
        self.tick = tick
        self.counts = Counts()
        self.rejects = Rejects(folder / "rejects", table, package.resources[table.name].path)
        self.keys_ascend = True

    def run(self, staged: Collection[str]) -> Counts:
        """Read, check and stage the file. Raises Fault when the file as a whole cannot be used."""
        began = time.monotonic()
        self.database.make_stage(self.table)
        try:
            self._load()
            self.database.settle(self.table)
            checks = CrossChecks(self.table, kind=self.package.kind, staged=staged, database=self.database)
            checks.run(keys_ascend=self.keys_ascend)
            self._report_problems()
        except Fault:
            self.rejects.discard()
            raise
        finally:
            self.rejects.close()
            execute(f"DROP TABLE IF EXISTS {PROBLEMS}")
        self.counts.seconds = time.monotonic() - began
        self.counts.reasons = dict(self.rejects.counts)
        return self.counts

    def _load(self) -> None:
        records = Records(self.package, self.table)
        try:
            records.read_header()
            checker = RowChecker(self.table, as_of=self.package.as_of, may_delete=records.may_delete)
            with self.database.loading(self.table) as sink:
                self._load_rows(records, checker, sink)
                records.verify(self.counts.read)
        finally:
            records.close()

    def _load_rows(self, records: Records, checker: RowChecker, sink: Sink) -> None:
        """Take every row of the file: a loop kept flat and short for speed."""
        is_plain, rule, finish, is_doubtful = (
            checker.is_plain,
            checker.rule,
            checker.finish,
            checker.is_doubtful,
        )
        add = sink.add
        width = len(self.table.columns)
        key = checker.keys[0] if len(checker.keys) == 1 else None
        last_key = read = told = 0
        for line in records.lines():
            if not line:
                continue
            read += 1
            if is_plain(line):
                row = line.split(",")[:width]
                if (rule and rule(row)) or (is_doubtful and is_doubtful(row)):
                    number = self._take_slowly(line, records, checker, sink)
                else:
                    add(records.number, LANDS, finish(row) if finish else row)
                    number = int(row[key]) if key is not None else 0
            else:
                number = self._take_slowly(line, records, checker, sink)
            if number <= last_key:
                self.keys_ascend = False
            last_key = number
            if not read % TICK:
                self.tick(records.reader.count - told)
                told = records.reader.count
        self.counts.read = read
        self.tick(records.reader.count - told)

    def _take_slowly(self, line: str, records: Records, checker: RowChecker, sink: Sink) -> int:
        """Check a row that is not plainly right. Return its key where it has one of one number, else 0."""
        number = records.number
        fields = records.whole_record(line)
        if fields is None:
            unclosed = Problem("", "unclosed_quote", "has a quote that is never closed")
            checked = checker.out_of_shape(line.split(","), unclosed)
        else:
            checked = checker.explain(fields)
        for problem in checked.problems:
            self.rejects.add(
                number,
                problem.field,
                problem.reason,
                problem.message,
                fields or line,
                is_fatal=problem.is_fatal,
            )
        self.counts.rejected += checked.is_rejected
        if not checked.is_rejected:
            self.counts.warned += len(checked.problems)
        return self._stage(number, checked, checker, sink)

    def _stage(self, number: int, checked: Checked, checker: RowChecker, sink: Sink) -> int:
        if not checker.key_of(checked):
            return 0
        values = list(checked.values)
        if checked.is_rejected or checked.is_deleted:  # only the key counts
            values = [value if place in checker.keys else "" for place, value in enumerate(values)]
        verdict = REJECTED if checked.is_rejected else DELETES if checked.is_deleted else LANDS
        key = int(values[checker.keys[0]]) if len(checker.keys) == 1 else 0
        row = checker.finish(values) if checker.finish else values
        sink.add(number, verdict, [sink.escape(value) for value in row])
        return key

    def _report_problems(self) -> None:
        """Write what the cross-checks found to the rejects, with the rows read from the file once more."""
        rows = fetch(
            f"SELECT count(DISTINCT CASE WHEN is_fatal THEN line END), sum(CASE WHEN is_fatal THEN 0 ELSE 1 END)"
            f" FROM {PROBLEMS}"
        )
        fatal, soft = rows[0]
        self.counts.rejected += int(fatal)
        self.counts.warned += int(soft or 0)
        if not fatal and not soft:
            return
        execute(f"CREATE INDEX {PROBLEMS}_line ON {PROBLEMS} (line, step)")
        records = Records(self.package, self.table)
        try:
            records.read_header()
            problems = self._problems()
            problem = next(problems, None)
            for line in records.lines():
                number = records.number
                fields = records.whole_record(line) if '"' in line else line.split(",")
                while problem is not None and problem[0] == number:
                    _, _, name, reason, message, is_fatal = problem
                    self.rejects.add(number, name, reason, message, fields or line, is_fatal=bool(is_fatal))
                    problem = next(problems, None)
                if problem is None:
                    break
        finally:
            records.close()

    def _problems(self) -> Iterator[tuple[int, int, str, str, str, bool]]:
        """Yield problems in the file's order, a page at a time."""
        line = step = 0
        while True:
            page = fetch(
                f"SELECT line, step, field, reason, message, is_fatal FROM {PROBLEMS}"
                f" WHERE (line, step) > (%s, %s) ORDER BY line, step LIMIT {PAGE}",
                [line, step],
            )
            yield from page
            if len(page) < PAGE:
                return
            line, step = page[-1][0], page[-1][1]
