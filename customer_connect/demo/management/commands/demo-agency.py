"""Write an exchange package of a made-up agency: `./connect demo-agency OUT`."""

import argparse
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from customer_connect.core.agencies import agency
from customer_connect.core.dates import today
from customer_connect.demo.agencies import NotADemoPackage, write_delta, write_full
from customer_connect.demo.answers import NotAnOutboundPackage, answers_to
from customer_connect.demo.worlds import World


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Write the nightly feed of a made-up agency into the folder OUT, with its sign-ins in OUT/accounts.json. "
        "The same seed and date give the same bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "out", type=Path, metavar="OUT", help="folder to write to; it is made if it is not there"
        )
        parser.add_argument(
            "--participants", type=_positive, default=200, help="how many people (default 200)"
        )
        parser.add_argument("--seed", default="customer-connect", help="any text; another seed, other people")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the feed's day (default today)"
        )
        parser.add_argument(
            "--payments-per-case", type=_payments, help="pay days of a case on average, 1 to 1000"
        )
        parser.add_argument(
            "--delta-of", type=Path, metavar="PACKAGE", help="write only what changed after this package"
        )
        parser.add_argument(
            "--days", type=_positive, default=1, help="with --delta-of: how many days later (default 1)"
        )

        parser.add_argument(
            "--answers-to",
            type=Path,
            nargs="+",
            default=[],
            metavar="PACKAGE",
            help="with --delta-of: answer the reported changes of these packages (./connect export)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        out: Path = options["out"]
        began = time.monotonic()
        if options["answers_to"] and not options["delta_of"]:
            raise CommandError("Answers go into a delta: say --delta-of too.")
        if options["delta_of"]:
            try:
                written = write_delta(
                    options["delta_of"],
                    out,
                    days=options["days"],
                    zone=agency().place.zone,
                    answers=answers_to(options["answers_to"]),
                )
            except (NotADemoPackage, NotAnOutboundPackage) as error:
                raise CommandError(str(error)) from error
        else:
            as_of = options["as_of"] or today()
            world = World(options["seed"], as_of, as_of, agency().place.zone, options["payments_per_case"])
            written = write_full(world, out, participants=options["participants"])
        seconds = time.monotonic() - began
        self.stdout.write(f"Wrote {written.rows:,} rows to {written.folder} in {seconds:.1f} s.")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _payments(text: str) -> int:
    number = _positive(text)
    if number > 1000:
        raise argparse.ArgumentTypeError("must be at most 1000")
    return number
