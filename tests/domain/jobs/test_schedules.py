"""When jobs are due, and who runs them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as project_settings

from customer_connect.domain.jobs.models import ScheduledJob
from customer_connect.domain.jobs.runs import run_due, schedule
from customer_connect.domain.jobs.schedules import Job, all_jobs, all_queues

NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
PACIFIC = ZoneInfo("America/Los_Angeles")

pytestmark = pytest.mark.django_db


class Runs:
    """A job's work that counts how often it was asked for."""

    def __init__(self, error: Exception | None = None) -> None:
        self.count = 0
        self.error = error

    def __call__(self) -> int:
        self.count += 1
        if self.error:
            raise self.error
        return 7


def test_every_job_and_queue_of_the_settings_exists_under_a_name_of_its_own():
    assert len(all_queues()) == len(project_settings.WORKER_QUEUES)
    names = [job.name for job in all_jobs()]
    assert len(set(names)) == len(names) == len(project_settings.WORKER_JOBS)


def test_a_job_runs_when_it_is_due_and_then_waits_for_its_time():
    runs = Runs()
    jobs = [Job(name="count", run=runs, every=timedelta(minutes=10))]
    with time_machine.travel(NOON, tick=False) as clock:
        schedule(jobs)
        assert run_due(jobs) == 1
        assert run_due(jobs) == 0
        clock.shift(timedelta(minutes=9, seconds=59))
        assert run_due(jobs) == 0
        clock.shift(timedelta(seconds=1))
        assert run_due(jobs) == 1
    assert runs.count == 2
    row = ScheduledJob.objects.get()
    assert (row.last_count, row.last_error, row.started_at) == (7, "", None)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 2, 3, 9, tzinfo=PACIFIC), datetime(2026, 3, 2, 3, 10, tzinfo=PACIFIC)),
        (datetime(2026, 3, 2, 3, 10, tzinfo=PACIFIC), datetime(2026, 3, 3, 3, 10, tzinfo=PACIFIC)),
        # The night the clocks go forward and the one they go back.
        (datetime(2026, 3, 7, 12, 0, tzinfo=PACIFIC), datetime(2026, 3, 8, 3, 10, tzinfo=PACIFIC)),
        (datetime(2026, 10, 31, 12, 0, tzinfo=PACIFIC), datetime(2026, 11, 1, 3, 10, tzinfo=PACIFIC)),
    ],
)
def test_a_daily_job_is_due_at_its_time_where_the_agency_is(now, due):
    assert Job(name="daily", run=Runs(), at=time(3, 10)).next_after(now) == due


def test_a_job_that_fails_is_noted_and_does_not_stop_the_others(caplog):
    bad, good = Runs(ZeroDivisionError()), Runs()
    jobs = [Job(name="bad", run=bad), Job(name="good", run=good)]
    schedule(jobs)
    assert run_due(jobs) == 2
    assert good.count == 1
    assert ScheduledJob.objects.get(name="bad").last_error == "ZeroDivisionError"
    assert "Job bad failed" in caplog.text


def test_a_job_that_another_worker_is_at_is_left_alone_until_that_one_is_lost():
    runs = Runs()
    jobs = [Job(name="count", run=runs, every=timedelta(minutes=1))]
    with time_machine.travel(NOON, tick=False) as clock:
        schedule(jobs)
        ScheduledJob.objects.update(started_at=NOON)
        clock.shift(timedelta(minutes=59))
        assert run_due(jobs) == 0
        clock.shift(timedelta(minutes=2))
        assert run_due(jobs) == 1


def test_a_job_that_is_gone_is_forgotten():
    schedule([Job(name="old", run=Runs()), Job(name="kept", run=Runs())])
    schedule([Job(name="kept", run=Runs())])
    assert [job.name for job in ScheduledJob.objects.all()] == ["kept"]
