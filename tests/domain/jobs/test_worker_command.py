"""./connect worker"""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.messages import PinChanged
from customer_connect.domain.jobs.models import Worker
from customer_connect.domain.jobs.schedules import Job
from customer_connect.domain.jobs.workers import work


def test_once_sends_what_is_queued_and_runs_what_is_due(db, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    queue_message(
        participant=None,
        to=Email("a@example.org"),
        message=PinChanged(),
        language="en",
        by=Actor.system("test"),
    )
    call_command("worker", "--once")
    assert len(mail.outbox) == 1
    assert "Done:" in capsys.readouterr().out
    call_command("worker", "--list")
    assert "deliveries.bring_back_stuck" in capsys.readouterr().out


def test_the_check_fails_without_a_worker_or_with_a_silent_one(db, capsys):
    with pytest.raises(CommandError):
        call_command("worker", "--check")
    now = timezone.now()
    worker = Worker.objects.create(
        id="7b1f4f52-6d0e-4a6b-8f3c-000000000001", host="here", process=1, started_at=now, beat_at=now
    )
    call_command("worker", "--check")
    assert "here process 1: alive" in capsys.readouterr().out
    worker.beat_at = now - timedelta(minutes=2)
    worker.save()
    with pytest.raises(CommandError):
        call_command("worker", "--check")


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_that_it_lives_finishes_what_it_is_at_and_leaves():
    stopped = threading.Event()
    seen: list[int] = []

    def last_thing() -> bool:
        seen.append(Worker.objects.alive().count())
        stopped.set()
        return True

    job_ran = threading.Event()

    def job() -> int:
        job_ran.set()
        return 1

    def wait_for_job_then_stop() -> bool:
        return last_thing() if job_ran.wait(20) else False

    jobs = [Job(name="count", run=job)]
    work(queues=[wait_for_job_then_stop], jobs=jobs, stopped=stopped, poll_seconds=0.01)
    assert seen == [1]
    assert not Worker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_a_database_that_was_away(caplog):
    stopped = threading.Event()
    turns: list[str] = []

    def flaky() -> bool:
        turns.append("turn")
        if len(turns) == 1:
            raise DatabaseError("gone")
        stopped.set()
        return True

    work(queues=[flaky], jobs=[], stopped=stopped, poll_seconds=0.01)
    assert len(turns) == 2
    assert "trying again" in caplog.text
