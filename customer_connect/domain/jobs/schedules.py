"""What work is. Settings list all of it by dotted name: WORKER_QUEUES and WORKER_JOBS."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

# Takes one thing off a queue and does it. Returns whether there was one.
Queue = Callable[[], bool]


@dataclass(frozen=True)
class Job:
    """One kind of scheduled work. `run` does what there is to do and returns how many things it did.

    A job is due again `every` so long after its last start, or daily `at` a time of day (agency-local). It may be
    started a second time after a crash: what it did before must not be done twice.
    """

    name: str
    run: Callable[[], int]
    every: timedelta = timedelta(days=1)
    at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        """Return when the job is due after `moment`."""
        if self.at is None:
            return moment + self.every
        local = timezone.localtime(moment)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return due if due > local else due + timedelta(days=1)


def all_queues() -> list[Queue]:
    """Return every queue the worker empties, most urgent first."""
    return [import_string(name) for name in settings.WORKER_QUEUES]


def all_jobs() -> list[Job]:
    """Return every job the worker does, in the order of the settings."""
    return [import_string(name) for name in settings.WORKER_JOBS]
