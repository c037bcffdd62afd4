"""Workers killed at any instant: nothing is lost, and only what the mail server had already taken comes twice."""

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_email
from customer_connect.domain.deliveries.claims import bring_back_stuck
from customer_connect.domain.deliveries.enums import State
from customer_connect.domain.deliveries.messages import PinChanged
from customer_connect.domain.deliveries.models import Delivery
from tests.domain.deliveries.mail_servers import mail_server

ROOT = Path(__file__).resolve().parents[3]


class KillingMailbox:
    """Takes mail and kills a worker at moments drawn beforehand, before or after it says that it took it."""

    def __init__(self, moments: set[int], seed: int) -> None:
        self.taken: Counter[str] = Counter()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.kills = 0
        self.steps = 0
        self._moments = moments
        self._random = random.Random(seed)

    def _step(self) -> None:
        self.steps += 1
        if self.steps in self._moments:
            alive = [worker for worker in self.workers if worker.poll() is None]
            if alive:
                self._random.choice(alive).kill()
                self.kills += 1

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._step()
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken[envelope.rcpt_tos[0]] += 1
        self._step()
        return "250 OK"


def start_worker(port: int) -> subprocess.Popen[bytes]:
    """Start a real worker on the tests' database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    environment = {
        **os.environ,
        "CONNECT_DATABASE": url,
        "CONNECT_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "CONNECT_EMAIL_HOST": "127.0.0.1",
        "CONNECT_EMAIL_PORT": str(port),
        "CONNECT_LOG_LEVEL": "CRITICAL",
    }
    return subprocess.Popen(
        [sys.executable, ROOT / "connect", "worker", "--once"], env=environment, stdout=subprocess.DEVNULL
    )


@pytest.mark.django_db(transaction=True)
def test_killed_workers_lose_nothing_and_double_only_what_had_no_answer():
    messages, rounds_at_most = 80, 40
    rng = random.Random(20260302)
    for number in range(messages):
        queue_email(
            participant=None,
            address=f"person{number}@example.org",
            message=PinChanged(),
            language="en",
            by=Actor.system("test"),
        )
    mailbox = KillingMailbox(moments=set(rng.sample(range(1, 2 * messages), 8)), seed=7)
    with mail_server(mailbox) as port:
        for _ in range(rounds_at_most):
            mailbox.workers = [start_worker(port) for _ in range(2)]
            for worker in mailbox.workers:
                worker.wait(timeout=120)
            bring_back_stuck(after=timedelta(0))
            if not Delivery.objects.waiting().exists():
                break
    assert mailbox.kills >= 4
    assert Delivery.objects.filter(state=State.SENT).count() == messages
    assert len(mailbox.taken) == messages
    doubled = sum(count - 1 for count in mailbox.taken.values())
    assert doubled <= mailbox.kills
