from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest
from django.core.management import CommandError, call_command

from customer_connect.domain.cases.models import Participant
from customer_connect.exchange.inbound import runs
from customer_connect.exchange.inbound.locks import ImportIsRunningError
from tests.exchange.packages import FeedPackage

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def fails(out: StringIO, *arguments: str) -> CommandError:
    with pytest.raises(CommandError) as failed:
        call_command("import", *arguments, stdout=out)
    return failed.value


def test_without_apply_the_command_only_tells(tmp_path: Path):
    path = str(FeedPackage().write(tmp_path / "feed"))

    told = run("import", path)

    assert "dry run" in told
    assert "Add --apply" in told
    assert not Participant.objects.exists()


def test_with_apply_the_command_imports_and_the_second_time_says_that_nothing_changed(tmp_path: Path):
    path = str(FeedPackage().write(tmp_path / "feed"))

    first, second = run("import", path, "--apply"), run("import", path, "--apply")

    assert "participants       applied           4          4" in first
    assert "changes nothing" in second
    assert Participant.objects.count() == 4


def test_a_refused_package_ends_with_status_1_and_its_reason(tmp_path: Path):
    out = StringIO()

    assert fails(out, str(tmp_path / "nowhere"), "--apply").returncode == 1
    assert "path_missing" in out.getvalue()


def test_a_failed_table_ends_with_status_2_and_where_to_look(tmp_path: Path):
    package = FeedPackage()
    package.files["appointments"] = b"appointment_id\n"
    package.rows["receipts"][0]["amount"] = "free"
    out = StringIO()

    assert fails(out, str(package.write(tmp_path / "feed")), "--apply").returncode == 2
    assert "missing_column: appointments" in out.getvalue()
    assert "rejects" in out.getvalue()


def test_a_second_import_ends_with_status_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = str(FeedPackage().write(tmp_path / "feed"))

    def held_elsewhere() -> NoReturn:
        raise ImportIsRunningError

    monkeypatch.setattr(runs, "only_import", held_elsewhere)
    assert fails(StringIO(), path, "--apply").returncode == 3


def test_nothing_to_resume_is_told(tmp_path: Path):
    path = str(FeedPackage().write(tmp_path / "feed"))

    assert "leave out --resume" in str(fails(StringIO(), path, "--apply", "--resume"))


def test_runs_are_listed_newest_first(tmp_path: Path):
    assert "Nothing has been imported yet." in run("imports")
    path = str(FeedPackage().write(tmp_path / "feed"))
    run("import", path)
    run("import", path, "--apply")

    lines = run("imports").splitlines()

    assert ["applied" in line for line in lines] == [True, False]
    assert "added 24" in lines[0]
    assert len(run("imports", "--last", "1").splitlines()) == 1


def test_all_about_one_run_can_be_seen_again(tmp_path: Path):
    path = str(FeedPackage().write(tmp_path / "feed"))
    told = run("import", path, "--apply")
    number = told.split()[0]

    assert run("imports", number) == told
    with pytest.raises(CommandError, match="There is no import run 999999"):
        run("imports", "999999")
