"""./connect audit: check the audit trail, seal it now, or say that the database was restored."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customer_connect.domain.audit.actions.go_back import go_back
from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.audit.verifications import verify
from customer_connect.domain.audit.witnessing import TrailWasCut
from customer_connect.providers.witnesses import witness
from customer_connect.providers.witnesses.file import FileWitness

ME = Actor.system("audit", Channel.COMMAND)
TOLD_EVERY = 1_000  # seals


class Command(BaseCommand):
    help = "Check that the audit trail is whole (status 1 when it is not), seal it, or tell of a restore."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        check = deeds.add_parser("verify", help="check every seal, its events and the witness")
        check.add_argument("--days", type=int, metavar="N", help="only the seals of the last N days")
        check.add_argument(
            "--witness", type=Path, metavar="FILE", help="compare with this file of the witness"
        )
        deeds.add_parser("seal", help="seal now what the worker would seal within a minute")
        back = deeds.add_parser(
            "went-back", help="the database was restored: go on from its last seal, and tell the witness why"
        )
        back.add_argument("reason", metavar="REASON")

    def handle(self, *_: Any, deed: str, **options: Any) -> None:
        if deed == "verify":
            self._verify(options["days"], options["witness"])
        elif deed == "seal":
            self._seal()
        else:
            number = go_back(reason=options["reason"], by=ME)
            self.stdout.write(f"The chain goes on after seal {number}. The witness was told why.")

    def _verify(self, days: int | None, file: Path | None) -> None:
        if file is not None and not file.exists():
            raise CommandError(f"There is no {file}.")
        known = FileWitness(file) if file else witness()
        result = verify(
            by=ME,
            since=None if days is None else timezone.now() - timedelta(days=days),
            witness=known,
            progress=self._tell,
        )
        late = f" ({result.late} came late)" if result.late else ""
        self.stdout.write(
            f"Seals checked: {result.seals}, to {result.last_seal}. Events: {result.events}{late}."
        )
        if not result.is_whole:
            raise CommandError(f"The audit trail is broken. {result.finding}")
        self.stdout.write(
            "The audit trail is whole."
            if known
            else "The audit trail is whole as far as it reaches. No witness tells whether its end was cut off."
        )

    def _tell(self, number: int, last: int) -> None:
        if number % TOLD_EVERY == 0:
            self.stdout.write(f"Seal {number} of {last}")
            self.stdout.flush()

    def _seal(self) -> None:
        try:
            count = seal_events()
        except TrailWasCut as cut:
            raise CommandError(str(cut)) from cut
        self.stdout.write(f"Events sealed: {count}")
