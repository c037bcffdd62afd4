"""What the worker tidies up on disk: rejects of old imports, packages that the system of record has answered."""

import logging
import shutil
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ChangePackage
from customer_connect.domain.jobs.schedules import Job
from customer_connect.exchange.inbound.locks import imports_folder
from customer_connect.exchange.models import ImportRun

logger = logging.getLogger(__name__)
_PACKAGES = "reported-changes-[0-9][0-9][0-9][0-9][0-9][0-9]"
_ON_THE_WAY = (State.ACCEPTED, State.SENT)


def forget_old_reports() -> int:
    """Delete the rejects of imports that are older than the agency keeps them. Returns of how many runs.

    What a run did, in numbers, stays in the database.
    """
    before = timezone.now() - timedelta(days=agency().exchange.import_reports_kept_days)
    kept = set(ImportRun.objects.filter(started_at__gte=before).values_list("pk", flat=True))
    folders = [each for each in imports_folder().iterdir() if each.name.isdigit()]
    old = [each for each in folders if int(each.name) not in kept and _is_older(each, before)]
    for folder in old:
        shutil.rmtree(folder)
        record("exchange.import_report_deleted", by=Actor.system("forget-old-reports"), run=int(folder.name))
    return len(old)


def forget_old_packages() -> int:
    """Delete packages from our folder for the system of record, long after it has answered them. Returns how many.

    One that was never answered may not have been fetched: it stays, and the log says so.
    """
    folder = Path(settings.EXPORT_FOLDER)
    lying = {int(each.name.rpartition("-")[2]): each for each in folder.glob(_PACKAGES) if each.is_dir()}
    before = timezone.now() - timedelta(days=agency().exchange.export_packages_kept_days)
    done = 0
    for package in ChangePackage.objects.filter(sequence__in=lying, handed_over_at__lt=before):
        if waiting := package.changes.filter(state__in=_ON_THE_WAY).count():
            logger.warning("Package %s lies there unanswered: %s changes", package.name, waiting)
            continue
        shutil.rmtree(lying[package.sequence])
        record("exchange.package_deleted", by=Actor.system("forget-old-packages"), package=package.name)
        done += 1
    return done


def _is_older(folder: Path, moment: datetime) -> bool:
    return all(each.stat().st_mtime < moment.timestamp() for each in folder.rglob("*") if each.is_file())


FORGET_OLD_REPORTS = Job(name="exchange.forget_old_reports", run=forget_old_reports, at=time(3, 52))
FORGET_OLD_PACKAGES = Job(name="exchange.forget_old_packages", run=forget_old_packages, at=time(3, 54))
