"""The worker process: empties the queues and runs the jobs, side by side, until it is told to stop.

The queues have a thread of their own, so that a one-time code never waits for a long job.
"""

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from customer_connect.core.service_managers import tell_service_manager
from customer_connect.domain.jobs.models import Worker
from customer_connect.domain.jobs.runs import run_due, schedule
from customer_connect.domain.jobs.schedules import Job, Queue

logger = logging.getLogger(__name__)
BEAT_SECONDS = 5.0


def work_once(*, queues: list[Queue], jobs: list[Job]) -> int:
    """Run what is due now and empty the queues. Returns how many things were done."""
    schedule(jobs)
    done = run_due(jobs)
    for take_one in queues:
        while take_one():
            done += 1
    return done


def work(
    *, queues: list[Queue], jobs: list[Job], stopped: threading.Event, poll_seconds: float = 1.0
) -> None:
    """Work until `stopped` is set, then finish what is under way."""
    me = uuid.uuid4()
    schedule(jobs)
    job_thread = threading.Thread(
        target=_repeat, args=(lambda: run_due(jobs) > 0, stopped, poll_seconds), name="jobs"
    )
    job_thread.start()
    try:
        _repeat(_with_heartbeat(me, lambda: any(take_one() for take_one in queues)), stopped, poll_seconds)
    finally:
        stopped.set()
        job_thread.join()
        Worker.objects.filter(pk=me).delete()


def _repeat(turn: Callable[[], bool], stopped: threading.Event, poll_seconds: float) -> None:
    """Take turns until stopped; rest after a turn that found nothing to do, or no database."""
    while not stopped.is_set():
        close_old_connections()
        try:
            is_busy = turn()
        except DatabaseError:
            logger.exception("The database did not do what the worker asked; trying again")
            connection.close()
            is_busy = False
        if not is_busy:
            stopped.wait(poll_seconds)
    connection.close()


def _with_heartbeat(me: uuid.UUID, turn: Callable[[], bool]) -> Callable[[], bool]:
    """Say every few seconds that this worker lives, before its turns."""
    started_at = timezone.now()
    beat_next = 0.0

    def beat_and_turn() -> bool:
        nonlocal beat_next
        if time.monotonic() >= beat_next:
            beat_next = time.monotonic() + BEAT_SECONDS
            tell_service_manager("WATCHDOG=1")
            alive = {"host": socket.gethostname()[:80], "process": os.getpid(), "started_at": started_at}
            Worker.objects.update_or_create(pk=me, defaults={**alive, "beat_at": timezone.now()})
        return turn()

    return beat_and_turn
