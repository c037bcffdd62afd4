"""Scheduling jobs and running those that are due. Several workers may do so at once: each run is claimed by one."""

import logging

from django.db.models import Q
from django.utils import timezone

from customer_connect.domain.jobs.models import ScheduledJob
from customer_connect.domain.jobs.schedules import Job

logger = logging.getLogger(__name__)


def schedule(jobs: list[Job]) -> None:
    """Note each job that is new, forget each that is gone. A new job without a time of day is due at once."""
    now = timezone.now()
    for job in jobs:
        due_at = now if job.at is None else job.next_after(now)
        ScheduledJob.objects.get_or_create(name=job.name, defaults={"due_at": due_at})
    ScheduledJob.objects.exclude(name__in=[job.name for job in jobs]).delete()


def run_due(jobs: list[Job]) -> int:
    """Run each job that is due and that no other worker is at. Returns how many were run."""
    due = set(ScheduledJob.objects.due(timezone.now()).values_list("name", flat=True))
    return sum(_run(job) for job in jobs if job.name in due)


def _run(job: Job) -> bool:
    started_at = timezone.now()
    claimed = (
        ScheduledJob.objects.due(started_at)
        .filter(name=job.name)
        .order_by()
        .update(started_at=started_at, due_at=job.next_after(started_at))
    )
    if not claimed:
        return False
    count, error = None, ""
    try:
        count = job.run()
    except Exception as problem:  # a job that fails must not take the others with it
        logger.exception("Job %s failed", job.name)
        error = type(problem).__name__
    ScheduledJob.objects.filter(Q(name=job.name), started_at=started_at).update(
        started_at=None, last_ended_at=timezone.now(), last_count=count, last_error=error
    )
    return True
