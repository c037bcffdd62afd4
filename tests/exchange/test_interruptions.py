"""Imports that are killed, gone on with, and started twice."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from customer_connect.domain.cases.models import Participant
from customer_connect.exchange.inbound.landings import Changes, Landing
from customer_connect.exchange.inbound.locks import ImportIsRunningError, only_import
from customer_connect.exchange.inbound.runs import NothingToResume
from customer_connect.exchange.models import ImportRun, RunStatus, TableStatus
from tests.exchange import children
from tests.exchange.imports import apply_well, everything, run_import
from tests.exchange.packages import FeedPackage

pytestmark = pytest.mark.django_db(transaction=True)


def kill_while_landing(package: Path, table: str) -> ImportRun:
    child = children.start(children.KILLED_WHILE_LANDING, str(package), table)
    _, errors = child.communicate()
    assert child.returncode == -9, errors
    children.wait_for_lock()
    return ImportRun.objects.latest("id")


@pytest.mark.parametrize("table", ["offices", "receipts", "appointments"])
def test_a_killed_import_goes_on_where_it_stopped(tmp_path: Path, table: str):
    package = FeedPackage()
    package.rows["receipts"][0]["source"] = "barter"
    path = package.write(tmp_path / "feed")

    killed = kill_while_landing(path, table)
    states = dict(killed.tables.values_list("name", "status"))
    landed = {name for name, status in states.items() if status == TableStatus.APPLIED}
    assert table not in landed
    assert everything()[table] == []  # nobody sees a table half landed
    assert all(everything()[name] for name in landed)

    resumed = apply_well(path, tmp_path, resume=True)

    assert resumed.id == killed.id
    assert {entry.status for entry in resumed.tables.all()} == {TableStatus.APPLIED}
    assert sum(entry.rejected for entry in resumed.tables.all()) == 1
    state = everything()
    assert apply_well(path, tmp_path).has_changed_nothing
    assert everything() == state
    assert Participant.objects.count() == 4


def test_a_killed_import_may_as_well_be_repeated(tmp_path: Path):
    path = FeedPackage().write(tmp_path / "feed")
    killed = kill_while_landing(path, "orders")

    repeated = apply_well(path, tmp_path)

    killed.refresh_from_db()
    assert (killed.status, repeated.id) == (RunStatus.INTERRUPTED, killed.id + 1)
    assert repeated.tables.get(name="cases").unchanged == 2
    assert repeated.tables.get(name="orders").added == 1


def test_only_the_package_that_was_interrupted_can_be_resumed(tmp_path: Path):
    path = FeedPackage().write(tmp_path / "feed")
    with pytest.raises(NothingToResume):
        run_import(path, tmp_path, resume=True)
    kill_while_landing(path, "orders")

    with pytest.raises(NothingToResume):
        run_import(FeedPackage(sequence=2), tmp_path, resume=True)


def test_two_imports_do_not_run_at_once_and_a_dead_one_blocks_nobody(tmp_path: Path):
    path = FeedPackage().write(tmp_path / "feed")
    child = children.start(children.HOLDS_THE_LOCK)
    assert child.stdout is not None
    assert child.stdout.readline() == "locked\n"

    with pytest.raises(ImportIsRunningError):
        run_import(path, tmp_path)
    assert not ImportRun.objects.exists()

    child.kill()
    child.communicate()
    children.wait_for_lock()
    apply_well(path, tmp_path)


def test_the_lock_is_given_back_after_an_import(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)

    with only_import():
        pass


def test_an_import_that_is_stopped_says_so_and_can_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = FeedPackage().write(tmp_path / "feed")
    land = Landing.apply

    def stop_at_cases(self: Landing, plan: Changes) -> None:
        if self.table.name == "cases":
            raise KeyboardInterrupt
        land(self, plan)

    with monkeypatch.context() as patch:
        patch.setattr(Landing, "apply", stop_at_cases)
        with pytest.raises(CommandError) as stopped:
            call_command("import", str(path), "--apply")

    assert stopped.value.returncode == 130
    assert ImportRun.objects.get().status == RunStatus.INTERRUPTED
    call_command("import", str(path), "--apply", "--resume", stdout=StringIO())
    assert ImportRun.objects.get().status == RunStatus.APPLIED
