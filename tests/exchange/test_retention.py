"""What the exchange leaves on disk is deleted in time: rejects of imports, packages that were answered."""

import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.models import Event
from customer_connect.domain.changes.actions.decide_change import accept_change
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ChangePackage, ReportedChange
from customer_connect.exchange.inbound.runs import folder_of
from customer_connect.exchange.models import ImportRun
from customer_connect.exchange.reports import report
from customer_connect.exchange.retention import forget_old_packages, forget_old_reports
from tests.factories import ana_and_ben
from tests.reports import DEE, new_email_of

pytestmark = pytest.mark.django_db


def run_of(days_ago: int) -> ImportRun:
    run = ImportRun.objects.create(package="feed", is_dry=False, status="applied")
    run.tables.create(name="cases", status="applied", rejected=1)
    rejects = folder_of(run) / "rejects" / "cases.csv"
    rejects.parent.mkdir()
    rejects.write_text("row")
    then = timezone.now() - timedelta(days=days_ago)
    ImportRun.objects.filter(pk=run.pk).update(started_at=then)
    os.utime(rejects, (then.timestamp(), then.timestamp()))
    return run


def test_rejects_of_old_imports_are_deleted_and_the_counts_stay():
    kept = agency().exchange.import_reports_kept_days
    old, young, folder = run_of(kept + 1), run_of(kept - 1), folder_of(ImportRun(pk=9_000_001))
    assert str(folder / "rejects") not in report(young, folder_of(young))
    assert forget_old_reports() == 2  # of a run that no row knows too: it is empty
    assert not folder.exists()
    assert (folder_of(young) / "rejects" / "cases.csv").exists()
    assert "deleted, for they are kept no longer" in report(old, folder_of(old))
    assert "deleted" not in report(young, folder_of(young))
    assert ImportRun.objects.count() == 2
    assert Event.objects.filter(action="exchange.import_report_deleted", details__run=old.pk).exists()


def test_a_package_is_deleted_long_after_every_change_in_it_was_answered(
    tmp_path: Path, settings, caplog: pytest.LogCaptureFixture
):
    settings.EXPORT_FOLDER = tmp_path / "out"
    assert forget_old_packages() == 0
    change = new_email_of(ana_and_ben().ana, "new@example.org")
    accept_change(change=change, by=DEE)
    call_command("export", tmp_path / "out", "--apply")
    other = tmp_path / "out" / "notes"
    other.mkdir()
    days = agency().exchange.export_packages_kept_days
    lying = tmp_path / "out" / "reported-changes-000001"
    for days_ago, state, gone in (
        (days + 1, State.SENT, 0),
        (days - 1, State.DONE, 0),
        (days + 1, State.DONE, 1),
    ):
        ChangePackage.objects.update(handed_over_at=timezone.now() - timedelta(days=days_ago))
        ReportedChange.objects.update(state=state)
        with caplog.at_level(logging.WARNING):
            assert forget_old_packages() == gone
        assert lying.exists() is not bool(gone)
    assert [record.getMessage() for record in caplog.records] == [
        "Package reported-changes-000001 lies there unanswered: 1 changes"
    ]
    assert other.exists()
    call_command("export", tmp_path / "out", "--apply", "--again", "1")
    assert lying.exists()
