"""Accepted changes go to the system of record: once each, valid for public tools, whatever crashes in between."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from frictionless import Schema

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.changes.actions.decide_change import accept_change
from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.models import ChangePackage, ReportedChange
from customer_connect.exchange.outbound import runs
from customer_connect.exchange.outbound.jobs import send_accepted_changes
from customer_connect.exchange.outbound.runs import export_changes
from customer_connect.exchange.outbound.tables import SCHEMAS, TABLES, one_line, schema_of
from customer_connect.providers import record_drops
from customer_connect.providers.printing.folder import FolderPrintShop
from tests.exchange.test_schemas import DOCUMENT, errors_of
from tests.factories import ana_and_ben
from tests.reports import DEE, new_email_of, own_report, report_about

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def family():
    return ana_and_ben()


def accepted(*reports: ReportedChange) -> list[int]:
    for report in reports:
        accept_change(change=report, by=DEE)
    return [report.pk for report in reports]


def packages_in(folder: Path) -> dict[str, dict[str, bytes]]:
    found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return {path.name: {file.name: file.read_bytes() for file in sorted(path.iterdir())} for path in found}


def rows_in(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_package_holds_what_was_accepted_and_the_public_validator_accepts_it(family, tmp_path):
    email = new_email_of(family.ana, "new@example.org")
    address = own_report(family.ana, Kind.ADDRESS, address_line_1='1 "New" Road, Apt. 2', address_line_2="")
    other = report_about(family.ana, family.ben, family.case, address="1 Elsewhere\nFresno", vehicle="Ford")
    waiting = own_report(family.ben, Kind.LANGUAGE, language="es")
    accepted(email, address, other)

    call_command("export", tmp_path / "out")
    assert not (tmp_path / "out").exists()  # a dry run
    call_command("export", tmp_path / "out", "--apply")

    folder = tmp_path / "out" / "reported-changes-000001"
    assert errors_of(folder) == []
    assert json.loads((folder / "datapackage.json").read_text())["customer_connect"] == {
        "kind": "reported_changes",
        "sequence": 1,
    }
    changes = {row["change_id"]: row for row in rows_in(folder, "reported_changes")}
    assert set(changes) == {str(email.pk), str(address.pk), str(other.pk)}
    told = changes[str(other.pk)]
    assert (told["author_id"], told["about_id"]) == (str(family.ana.pk), str(family.ben.pk))
    values = {(row["change_id"], row["field"]): row["value"] for row in rows_in(folder, "reported_values")}
    assert values[str(email.pk), "email"] == "new@example.org"
    assert values[str(address.pk), "address_line_1"] == '1 "New" Road, Apt. 2'
    assert values[str(address.pk), "address_line_2"] == ""
    assert values[str(other.pk), "address"] == "1 Elsewhere; Fresno"
    states = set(ReportedChange.objects.exclude(pk=waiting.pk).values_list("state", flat=True))
    assert states == {State.SENT}
    assert ReportedChange.objects.get(pk=waiting.pk).state == State.PENDING
    assert Event.objects.filter(action="changes.sent").count() == 3
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_each_change_is_in_one_package_and_a_package_can_be_had_again_the_same(family, tmp_path):
    accepted(new_email_of(family.ana, "new@example.org"))
    call_command("export", tmp_path / "out", "--apply")
    call_command("export", tmp_path / "out", "--apply")
    accepted(new_email_of(family.ben, "other@example.org"))
    call_command("export", tmp_path / "out", "--apply")
    first, second = packages_in(tmp_path / "out").values()
    assert first["reported_changes.csv"] != second["reported_changes.csv"]

    call_command("export", tmp_path / "again", "--apply", "--again", "1")
    assert packages_in(tmp_path / "again") == {"reported-changes-000001": first}
    with pytest.raises(CommandError, match="There is no package 9"):
        call_command("export", tmp_path / "again", "--apply", "--again", "9")
    with pytest.raises(CommandError, match="has this package already"):
        call_command("export", tmp_path / "again", "--apply", "--again", "1")
    assert not list((tmp_path / "again" / ".staging").iterdir())


STEPS = [
    (runs, "number_package"),
    (runs, "write_package"),
    (FolderPrintShop, "stage"),
    (ChangePackage, "save"),
    (FolderPrintShop, "release"),
    (runs, "mark_sent"),
]


def die_at(patch: pytest.MonkeyPatch, place: object, name: str, when: str) -> None:
    """Have the export end before or after one of its steps."""
    real = getattr(place, name)

    def dies(*args: Any, **kwargs: Any) -> Any:
        if name == "save" and not kwargs.get("update_fields"):
            return real(*args, **kwargs)  # the row's making is a step of number_package
        if when == "after":
            real(*args, **kwargs)
        raise Killed

    patch.setattr(place, name, dies)


@pytest.mark.django_db(transaction=True)
def test_a_crash_at_any_point_loses_and_doubles_nothing(family, tmp_path, monkeypatch):
    points = [(place, name, when) for place, name in STEPS for when in ("before", "after")]
    for number, (place, name, when) in enumerate(points):
        point, out = f"{when} {name}", tmp_path / str(number)
        numbers = accepted(
            new_email_of(family.ana, f"a{number}@example.org"),
            new_email_of(family.ben, f"b{number}@example.org"),
        )
        drop = record_drops.folder(out)
        with monkeypatch.context() as patch:
            die_at(patch, place, name, when)
            with pytest.raises(Killed):
                export_changes(drop, by=BY)
        before = packages_in(out)
        export_changes(drop, by=BY)
        export_changes(drop, by=BY)
        after = packages_in(out)
        assert len(after) == 1, point
        assert before.items() <= after.items(), point  # what was there is there, the same
        [package] = after
        assert [int(row["change_id"]) for row in rows_in(out / package, "reported_changes")] == numbers, point
        assert not ReportedChange.objects.filter(pk__in=numbers).exclude(state=State.SENT).exists(), point
        assert not list((out / ".staging").iterdir()), point
    assert ChangePackage.objects.count() == len(points)
    assert Event.objects.filter(action="changes.sent").count() == 2 * len(points)


def test_a_package_that_was_taken_away_before_a_crash_was_noticed_is_not_laid_out_again(
    family, tmp_path, monkeypatch
):
    accepted(new_email_of(family.ana, "new@example.org"))
    drop = record_drops.folder(tmp_path)

    with monkeypatch.context() as patch:
        die_at(patch, runs, "mark_sent", "before")
        with pytest.raises(Killed):
            export_changes(drop, by=BY)
    (tmp_path / "reported-changes-000001").rename(tmp_path / ".fetched")
    assert export_changes(drop, by=BY).changes == 1
    assert packages_in(tmp_path) == {}


def test_a_package_begun_for_one_place_is_laid_out_whole_in_another(family, tmp_path, monkeypatch):
    accepted(new_email_of(family.ana, "new@example.org"))

    first = record_drops.folder(tmp_path / "a")
    with monkeypatch.context() as patch:
        die_at(patch, FolderPrintShop, "release", "before")
        with pytest.raises(Killed):
            export_changes(first, by=BY)
    export_changes(record_drops.folder(tmp_path / "b"), by=BY)
    assert packages_in(tmp_path / "a") == {}
    assert list(packages_in(tmp_path / "b")) == ["reported-changes-000001"]


def test_the_worker_sends_where_settings_name_a_way(family, tmp_path, settings):
    accepted(new_email_of(family.ana, "new@example.org"))
    settings.EXPORT_FOLDER = tmp_path / "out"
    assert send_accepted_changes() == 0
    assert not (tmp_path / "out").exists()
    settings.EXPORT_PROVIDER = "customer_connect.providers.record_drops.folder"
    assert send_accepted_changes() == 1
    assert send_accepted_changes() == 0
    assert len(packages_in(tmp_path / "out")) == 1


def test_a_place_on_a_server_has_a_name_of_its_own(settings):
    settings.EXPORT_SFTP = {
        **settings.EXPORT_SFTP,
        "host": "record.example",
        "user": "connect",
        "folder": "in",
    }
    assert record_drops.sftp().place == "sftp:connect@record.example:22/in"


@pytest.mark.parametrize("name", TABLES)
def test_an_outbound_schema_is_a_valid_table_schema_and_stands_in_the_document(name):
    schema = Schema.from_descriptor(schema_of(name))
    assert schema.primary_key
    assert {path.stem for path in SCHEMAS.glob("*.json")} == set(TABLES)
    chapter = DOCUMENT.read_text().split(f"**{name}**")[1]
    for field in schema.fields:
        assert field.title
        assert f"| `{field.name}` |" in chapter
    kinds = schema_of("reported_changes")["fields"][2]["constraints"]["enum"]
    assert kinds == list(Kind)


def test_a_field_has_no_line_breaks_or_control_characters():
    assert one_line("1 Elm\r\n\n Apt 2\x00\u202e ") == "1 Elm; Apt 2"
