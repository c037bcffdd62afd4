"""A mail server that kills those who bring it mail, and the workers that do."""

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

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

    def kill_one(self) -> None:
        """Kill one of the workers that still live, whatever it is at."""
        alive = [worker for worker in self.workers if worker.poll() is None]
        if alive:
            self._random.choice(alive).kill()
            self.kills += 1

    def _step(self) -> None:
        self.steps += 1
        if self.steps in self._moments:
            self.kill_one()

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
    """Start a real worker on the database in use."""
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
