"""Imports in processes of their own, which can be killed."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent

# Dies inside the transaction of the table that is named, when all of it is written and nothing is committed.
KILLED_WHILE_LANDING = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from customer_connect.exchange.inbound import landings
from customer_connect.exchange.inbound.runs import Wishes, import_package
land = landings.Landing.apply
def land_and_die(self, plan):
    land(self, plan)
    if self.table.name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
landings.Landing.apply = land_and_die
import_package(Path(sys.argv[1]), Wishes(apply=True))
"""

# Holds the lock as a running import does, says so, and waits for ever.
HOLDS_THE_LOCK = """
import sys
import django
django.setup()
from customer_connect.exchange.inbound.locks import only_import
with only_import():
    print("locked", flush=True)
    sys.stdin.read()
"""


def start(code: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start a process on the database and the folder of the tests."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "CONNECT_DATABASE": _database_url(),
        "CONNECT_VAR": str(settings.VAR_DIR),
    }
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _database_url() -> str:
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    host = quote(str(place["HOST"]), safe="")
    return f"postgres://{place['USER']}@{host}:{place['PORT'] or 5432}/{place['NAME']}"


def wait_for_lock() -> None:
    """Wait until the server has noticed that the process which held the lock is gone."""
    if connection.vendor == "postgresql":
        from customer_connect.exchange.inbound.locks import ADVISORY_KEY

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(%s), pg_advisory_unlock(%s)", [ADVISORY_KEY, ADVISORY_KEY]
            )
