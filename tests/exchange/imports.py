"""What the import tests share: running an import, reading its rejects, looking at all that was imported."""

import csv
import itertools
from pathlib import Path
from typing import Any

from customer_connect.exchange.inbound.runs import Wishes, folder_of, import_package
from customer_connect.exchange.inbound.tables import TABLES
from customer_connect.exchange.models import ImportRun, RunStatus
from tests.exchange.packages import FeedPackage

_numbers = itertools.count()


def run_import(package: FeedPackage | Path, folder: Path, **wishes: Any) -> ImportRun:
    """Apply a package, written into a folder of its own."""
    if isinstance(package, FeedPackage):
        package = package.write(folder / f"package-{next(_numbers)}")
    return import_package(package, Wishes(**{"apply": True, **wishes}))


def apply_well(package: FeedPackage | Path, folder: Path, **wishes: Any) -> ImportRun:
    """Apply a package that must go through."""
    run = run_import(package, folder, **wishes)
    assert run.status == RunStatus.APPLIED, run.faults
    return run


def rejects_of(run: ImportRun, table: str) -> list[dict[str, str]]:
    """Return the rejects of one table."""
    path = folder_of(run) / "rejects" / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reasons_of(run: ImportRun) -> list[str]:
    """Return the reasons of the run's faults."""
    return [fault["reason"] for fault in run.faults]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return all imported rows, without their sealed forms and the numbers that the database gave them."""
    state = {}
    for name, table in TABLES.items():
        columns = [column for column in table.stored if not column.endswith("_sealed")]
        if table.is_kept_when_dropped:
            columns.append("is_current")
        rows = table.model._default_manager.order_by(*table.stored_key).values_list(*columns)
        state[name] = [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows
        ]
    return state


def counts_of(run: ImportRun) -> dict[str, int]:
    """Return the counts of a run over all its tables, without the zeros."""
    names = ["read", "added", "changed", "unchanged", "removed", "rejected", "warned"]
    totals = {name: sum(getattr(table, name) for table in run.tables.all()) for name in names}
    return {name: total for name, total in totals.items() if total}
