"""One run of the import: check a whole package first, then land it table by table."""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.exchange.inbound.answers import take_answers
from customer_connect.exchange.inbound.databases import database, drop_stages
from customer_connect.exchange.inbound.landings import Changes, Landing, has_collapsed
from customer_connect.exchange.inbound.locks import imports_folder, only_import
from customer_connect.exchange.inbound.packages import DELTA, Package, open_package
from customer_connect.exchange.inbound.staging import Staging
from customer_connect.exchange.inbound.tables import TABLES, Table
from customer_connect.exchange.models import ImportRun, ImportTable, RunStatus, TableStatus
from customer_connect.exchange.reasons import Fault, visible

ACTOR = Actor.system("import", Channel.EXCHANGE)
Progress = Callable[[str, int, int], None]  # table, bytes read now, bytes in all


class NothingToResume(Exception):
    """No interrupted run of this package is there to go on with."""


@dataclass(frozen=True)
class Wishes:
    """How a run is to go. `collapse_percent` is how many percent of its rows a table may lose."""

    apply: bool = False
    kind: str | None = None
    resume: bool = False
    allow_collapse: bool = False
    collapse_percent: Decimal = Decimal(10)


def import_package(path: Path, wishes: Wishes, progress: Progress = lambda *_: None) -> ImportRun:
    """Check a package, and land it if that is wished. Return the run, which tells what became of it.

    Raises ImportIsRunningError, NothingToResume. Faults of the package are not raised but kept with the run.
    """
    with only_import():
        ImportRun.objects.filter(status=RunStatus.RUNNING).update(status=RunStatus.INTERRUPTED)
        return _Run(path, wishes, progress).execute()


class _Run:
    def __init__(self, path: Path, wishes: Wishes, progress: Progress) -> None:
        self.path = path
        self.wishes = wishes
        self.progress = progress
        self.database = database()
        self.run = ImportRun(package=visible(path.resolve().name)[:255], is_dry=not wishes.apply)
        self.tables: dict[str, ImportTable] = {}
        self.plans: dict[str, Changes] = {}
        self.failed: set[str] = set()

    def execute(self) -> ImportRun:
        """Go through the run from opening the package to the audit event."""
        try:
            package = open_package(self.path)
            self._begin(package)
            self._check_sequence(package)
            self._check(package)
            self._check_collapse(package)
            if self.wishes.apply:
                self._land(package)
            done = RunStatus.APPLIED if self.wishes.apply else RunStatus.CHECKED
            self._finish(RunStatus.INCOMPLETE if self.run.faults else done)
        except Fault as fault:
            self.run.faults.append(fault.as_json())
            self._finish(RunStatus.REFUSED)
        except BaseException:
            self._give_up()
            raise
        drop_stages(list(TABLES.values()))
        return self.run

    def _give_up(self) -> None:
        """Say that the run was interrupted, if the database can still be told. What is left is cleared by the next."""
        with suppress(DatabaseError):
            ImportRun.objects.filter(pk=self.run.pk).update(status=RunStatus.INTERRUPTED)
            drop_stages(list(TABLES.values()))

    def _begin(self, package: Package) -> None:
        if self.wishes.resume:
            self.run = self._interrupted(package)
            self.run.status = RunStatus.RUNNING
            self.run.faults = []
        self.run.fingerprint = package.fingerprint
        self.run.kind, self.run.sequence, self.run.as_of = package.kind, package.sequence, package.as_of
        self.run.save()
        if not self.wishes.resume:  # a new database counts from one again
            shutil.rmtree(folder_of(self.run) / "rejects", ignore_errors=True)
        for name in TABLES:
            if name in package.resources:
                self.tables[name], _ = ImportTable.objects.get_or_create(run=self.run, name=name)

    def _interrupted(self, package: Package) -> ImportRun:
        """Return the latest run, when it was an interrupted one of this very package."""
        latest = ImportRun.objects.filter(is_dry=False).order_by("-id").first()
        is_same = latest is not None and latest.fingerprint == package.fingerprint
        if latest is None or not is_same or latest.status != RunStatus.INTERRUPTED or not self.wishes.apply:
            raise NothingToResume
        return latest

    def _check_sequence(self, package: Package) -> None:
        if self.wishes.kind and package.kind != self.wishes.kind:
            raise Fault("wrong_kind", f"the package is a {package.kind} one, not a {self.wishes.kind} one")
        applied = ImportRun.objects.filter(status=RunStatus.APPLIED).order_by("-sequence", "-id").first()
        if applied is None or applied.sequence is None:
            if package.kind == DELTA:
                raise Fault("no_full_before", "no full package has been applied yet")
            return
        last = applied.sequence
        if package.sequence < last:
            raise Fault("sequence_replayed", f"package {package.sequence} comes after {last} was applied")
        if package.kind == DELTA and package.sequence > last + 1:
            raise Fault("sequence_gap", f"package {package.sequence} comes after {last}; some are missing")
        if package.kind == DELTA and package.sequence == last and applied.fingerprint != package.fingerprint:
            raise Fault("sequence_reused", f"another package {last} has been applied")

    def _check(self, package: Package) -> None:
        """Stage and check every table, and plan what landing it changes."""
        for fault in package.faults:
            self._fail(fault)
        staged: set[str] = set()
        for name, entry in self.tables.items():
            table = TABLES[name]
            if entry.status == TableStatus.APPLIED or name in self.failed:
                continue
            if lost := {reference.table for reference in table.references} & self.failed:
                self._fail(Fault("depends_on_failed_table", f"refers to {', '.join(sorted(lost))}", name))
                continue
            try:
                self._check_table(package, table, entry, {*staged, name})
                staged.add(name)
            except Fault as fault:
                self._fail(fault)
        self.run.save()

    def _check_table(self, package: Package, table: Table, entry: ImportTable, staged: set[str]) -> None:
        size = package.resources[table.name].bytes
        staging = Staging(
            package,
            table,
            database=self.database,
            folder=folder_of(self.run),
            tick=lambda count: self.progress(table.name, count, size),
        )
        counts = staging.run(staged)
        plan = Landing(table, kind=package.kind, database=self.database).plan()
        self.plans[table.name] = plan
        entry.read, entry.rejected, entry.warned = counts.read, counts.rejected, counts.warned
        entry.reasons = [[*about, count] for about, count in sorted(counts.reasons.items())]
        entry.added, entry.changed, entry.unchanged = plan.added, plan.changed, plan.unchanged
        entry.removed = plan.removed
        entry.check_seconds = counts.seconds
        entry.status = TableStatus.CHECKED
        entry.save()

    def _fail(self, fault: Fault) -> None:
        self.failed.add(fault.table)
        self.run.faults.append(fault.as_json())
        if fault.table in self.tables:
            entry = self.tables[fault.table]
            entry.status = TableStatus.FAILED
            entry.save()

    def _check_collapse(self, package: Package) -> None:
        if self.wishes.allow_collapse:
            return
        percent = self.wishes.collapse_percent
        fallen = [
            f"{name} would lose {plan.removed} of {plan.before} rows and gain {plan.added}"
            for name, plan in self.plans.items()
            if has_collapsed(TABLES[name], package.kind, plan, percent)
        ]
        if fallen:
            raise Fault("counts_collapse", f"more than {percent}%: {'; '.join(fallen)}")

    def _land(self, package: Package) -> None:
        """Land table after table, each in one transaction: nobody sees half of one."""
        for name, plan in self.plans.items():
            began = time.monotonic()
            entry = self.tables[name]
            with transaction.atomic():
                Landing(TABLES[name], kind=package.kind, database=self.database).apply(plan)
                if name == "change_answers":
                    take_answers(by=ACTOR)
                entry.status = TableStatus.APPLIED
                entry.save()
            entry.apply_seconds = time.monotonic() - began
            entry.save()

    def _finish(self, status: RunStatus) -> None:
        self.run.status = status
        self.run.finished_at = timezone.now()
        with transaction.atomic():
            self.run.save()
            record(
                f"exchange.import_{status}",
                by=ACTOR,
                run=self.run.id,
                package=self.run.package,
                kind=self.run.kind,
                sequence=self.run.sequence,
                is_dry=self.run.is_dry,
                faults=[fault["reason"] for fault in self.run.faults],
                tables={
                    name: {"added": plan.added, "changed": plan.changed, "removed": plan.removed}
                    for name, plan in self.plans.items()
                },
            )


def folder_of(run: ImportRun) -> Path:
    """Return the folder of a run's files, for the owner's eyes only."""
    folder = imports_folder() / str(run.id)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
