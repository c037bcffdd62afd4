"""./connect worker: sends what is queued and runs what is scheduled."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customer_connect.core.dates import format_moment
from customer_connect.core.service_managers import tell_service_manager
from customer_connect.domain.jobs.models import ScheduledJob, Worker
from customer_connect.domain.jobs.schedules import all_jobs, all_queues
from customer_connect.domain.jobs.workers import work, work_once


class Command(BaseCommand):
    help = (
        "Send what is queued and run what is scheduled. Several may run at once. SIGTERM ends one in order."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--once", action="store_true", help="do what is due now, then end")
        what.add_argument(
            "--check", action="store_true", help="say whether a worker is alive; fail if none is"
        )
        what.add_argument("--list", action="store_true", help="list the jobs and when each is due")

    def handle(self, *_: Any, once: bool, check: bool, **options: Any) -> None:
        if check:
            self._check()
        elif options["list"]:
            self._list()
        elif once:
            done = work_once(queues=all_queues(), jobs=all_jobs())
            self.stdout.write(f"Done: {done}")
        else:
            self._work()

    def _work(self) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        self.stdout.write("Worker started")
        self.stdout.flush()
        tell_service_manager("READY=1")
        work(queues=all_queues(), jobs=all_jobs(), stopped=stopped)
        self.stdout.write("Worker ended")

    def _check(self) -> None:
        alive = list(Worker.objects.alive())
        if not alive:
            raise CommandError("No worker is alive. Start one: ./connect worker")
        for worker in alive:
            self.stdout.write(f"{worker}: alive, last heard of {format_moment(worker.beat_at)}")

    def _list(self) -> None:
        now = timezone.now()
        for job in ScheduledJob.objects.order_by("due_at"):
            state = (
                "running" if job.started_at else "due now" if job.due_at <= now else format_moment(job.due_at)
            )
            last = f"last ended {format_moment(job.last_ended_at)}" if job.last_ended_at else "never ran"
            self.stdout.write(
                f"{job.name}: {state}; {last}{f' ({job.last_error})' if job.last_error else ''}"
            )
