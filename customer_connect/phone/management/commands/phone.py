"""./connect phone: the phone line."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connections

from customer_connect.phone.dialogue.engine import CustomerDialogue
from customer_connect.phone.dialogue.menus import menu_as_svg, menu_as_text
from customer_connect.phone.gateways.sip.probes import health_of, is_answering
from customer_connect.phone.gateways.sip.running import answer_calls
from customer_connect.phone.gateways.terminal import Terminal, lines_of
from customer_connect.phone.sip_setup import health_file, port_of, sip_settings
from customer_connect.providers.speech.configured import recogniser, voice


class Command(BaseCommand):
    help = (
        "Answer calls by SIP, tell whether calls are answered, hold a call in this terminal, draw the menu."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        run = actions.add_parser("run", help="answer calls until SIGTERM, then let the current ones end")
        check = actions.add_parser("check", help="say whether calls are answered; fail if they are not")
        for action in (run, check):
            action.add_argument(
                "--number",
                type=int,
                default=1,
                help="which of several processes: each has ports of its own (docs/phone-sip.md)",
            )

        talk = actions.add_parser(
            "talk", help="hold a call here: type digits or words, an empty line is silence"
        )
        talk.add_argument(
            "--language", choices=("en", "es"), default="", help="answer the first question with it"
        )
        talk.add_argument("--tty", action="store_true", help="read and type, as callers with a TTY do")
        actions.add_parser("picture", help="draw the menu anew: docs/phone-menu.svg and docs/phone-menu.md")

    def handle(self, *_: Any, action: str, **options: Any) -> None:
        actions: dict[str, Callable[..., None]] = {
            "run": self._run,
            "check": self._check,
            "talk": self._talk,
            "picture": self._picture,
        }
        actions[action](**options)

    def _run(self, *, number: int, **_: Any) -> None:
        try:
            chosen = sip_settings(number=number)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if chosen.health_file:
            chosen.health_file.parent.mkdir(parents=True, exist_ok=True)
        speaker, listener = voice(), recogniser()
        connections.close_all()
        try:
            answer_calls(chosen, CustomerDialogue(), speaker, listener, around_dialogue=close_old_connections)
        except OSError as error:
            raise CommandError(f"Calls cannot be answered: {error}") from error
        finally:
            speaker.close()
            listener.close()

    def _check(self, *, number: int, **_: Any) -> None:
        address, port = settings.SIP["address"], port_of(settings.SIP["port"], number)
        health = health_of(health_file(number))
        if not is_answering(address, port):
            raise CommandError(f"Nobody answers on {address}:{port}. Start it: ./connect phone run")
        if health is None:
            raise CommandError(f"Somebody answers on {address}:{port}, but it is not ours.")
        self.stdout.write(
            f"{address}:{port} is {health['state']}: {health['calls']} of {health['most_calls']} calls"
        )

    def _talk(self, *, language: str, tty: bool, **_: Any) -> None:
        phones = settings.AGENCY.phones
        Terminal(CustomerDialogue(), lines_of(sys.stdin), self.stdout.write).hold_call(
            channel="tty" if tty else "phone",
            line=phones.tty if tty else phones.toll_free,
            language=language,
        )

    def _picture(self, **_: Any) -> None:
        for name, drawn in (("phone-menu.svg", menu_as_svg()), ("phone-menu.md", menu_as_text())):
            path = settings.BASE_DIR / "docs" / name
            path.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} is drawn.")
