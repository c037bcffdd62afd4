"""Run the demo agency on this machine: `./connect demo`, or `make demo`."""

import http.client
import os
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.demos import (
    DemoCannotStart,
    Folders,
    alone_in,
    bring_people,
    check_surroundings,
    needs_people,
    sign_ins_to_show,
    staff_sign_in_to_show,
    wipe,
)
from config.supervisors import NotReadyInTime, Process, ProcessDied, Stopped, Supervisor, stoppable
from customer_connect.domain.jobs.models import Worker
from customer_connect.phone.gateways.sip.probes import is_answering


class Command(BaseCommand):
    help = (
        "Run the demo agency: web on PORT (8000), phone on SIP_PORT (5060). "
        "Its data lies under CONNECT_VAR (var/); FRESH=1 starts from scratch. "
        "Prints `ready` when everything answers; Ctrl-C stops it."
    )
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        folders = Folders(settings.VAR_DIR)
        port, sip_port = _port("PORT", "8000"), _port("SIP_PORT", "5060")
        try:
            with stoppable(), alone_in(folders):
                check_surroundings(port=port, sip_port=sip_port)
                self._prepare(folders)
                self._serve(folders, port, sip_port)
        except Stopped:
            self._say("Stopped.")
        except (DemoCannotStart, ProcessDied, NotReadyInTime) as error:
            raise CommandError(str(error)) from error

    def _prepare(self, folders: Folders) -> None:
        if os.environ.get("FRESH") == "1":
            self._say(f"Removing what earlier demos left in {folders.var}")
            wipe(folders)
        self._say("Setting up the database and the pages' assets")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if needs_people(folders):
            began = time.monotonic()
            self._say("Importing the demo agency")
            bring_people(folders)
            self._say(f"Imported in {time.monotonic() - began:.0f} s")
        # What runs from here on opens its own connections.
        connections.close_all()

    def _serve(self, folders: Folders, port: int, sip_port: int) -> None:
        supervisor = Supervisor(_processes(port, sip_port), logs=folders.logs)
        try:
            supervisor.start()
            self._say_who_can_sign_in(folders, port)
            self._say(f"By telephone (any softphone, no registration): sip:connect@127.0.0.1:{sip_port}")
            self._say(f"By text telephone (TTY, Baudot tones):         sip:tty@127.0.0.1:{sip_port}")
            self._say("ready")
            supervisor.watch()
        finally:
            supervisor.stop()

    def _say_who_can_sign_in(self, folders: Folders, port: int) -> None:
        self._say("")
        self._say("Sign in with a Participant ID and a PIN (as first set):")
        for account in sign_ins_to_show(folders):
            name = f"{account['first_name']} {account['last_name']}"
            self._say(f"  {account['participant_id']}  {account['pin']}  {name}. {account['remarks']}")
        staff = staff_sign_in_to_show(folders)
        self._say(f"Staff sign in at http://127.0.0.1:{port}/staff/ with an email, a password and a code:")
        self._say(f"  {staff['email']}  {staff['password']}  {staff['name']}, {staff['role']}")
        self._say(f"  The code, anew every 30 seconds: ./connect staff code {staff['email']}")
        self._say(f"More of them: {folders.accounts}")
        self._say(f"What the programs write: {folders.logs}")
        self._say(f"What the demo sends (emails, texts, letters): http://127.0.0.1:{port}/demo/outbox")
        self._say("")
        self._say(f"http://127.0.0.1:{port}/")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _processes(port: int, sip_port: int) -> list[Process]:
    """Return what the demo runs, one line for each program."""
    connect = str(settings.BASE_DIR / "connect")
    config = str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py")
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", config, "--bind", f"127.0.0.1:{port}"]
    return [
        Process("web", gunicorn, lambda: _is_healthy(port)),
        Process("worker", [sys.executable, connect, "worker"], _is_worker_alive),
        Process(
            "phone", [sys.executable, connect, "phone", "run"], lambda: is_answering("127.0.0.1", sip_port)
        ),
    ]


def _is_worker_alive() -> bool:
    try:
        return Worker.objects.alive().exists()
    finally:
        connections.close_all()


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _port(name: str, otherwise: str) -> int:
    text = os.environ.get(name, otherwise)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise CommandError(f"{name} is {text!r}; it must be a number from 1 to 65535.")
    return int(text)
