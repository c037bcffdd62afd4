"""When each job is due and how it went, and which workers are alive."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

# A worker that has not been heard of for so long is not alive. It beats every five seconds, but may have to wait for
# a mail server (settings.EMAIL_TIMEOUT).
SILENCE = timedelta(seconds=60)
# A run that did not end after so long was cut off: the job may be started again.
LOST_AFTER = timedelta(hours=1)


class ScheduledJobQuerySet(models.QuerySet["ScheduledJob"]):
    """Jobs by when they are due."""

    def due(self, now: datetime) -> "ScheduledJobQuerySet":
        """Return the jobs to start now: their time has come and nobody is at them, or whoever was is lost."""
        is_free = Q(started_at=None, due_at__lte=now)
        is_lost = Q(started_at__lt=now - LOST_AFTER)
        return self.filter(is_free | is_lost)


class ScheduledJob(models.Model):
    """One job: when it is due next and how it went last. `started_at` is set only while a worker is at it."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    last_ended_at = models.DateTimeField(null=True)
    last_count = models.PositiveIntegerField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = ScheduledJobQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Worker processes."""

    def alive(self) -> "WorkerQuerySet":
        """Return the workers that were heard of lately."""
        return self.filter(beat_at__gt=timezone.now() - SILENCE)


class Worker(models.Model):
    """One running worker process and its last sign of life. It takes its row away when it ends in order."""

    id = models.UUIDField(primary_key=True)
    host = models.CharField(max_length=80)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.host} process {self.process}"
