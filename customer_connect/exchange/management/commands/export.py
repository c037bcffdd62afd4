"""./connect export PATH: hand the accepted changes over to the statewide system of record."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.changes.exceptions import ExportIsRunning
from customer_connect.exchange.outbound.runs import NoSuchPackage, export_again, export_changes, preview
from customer_connect.providers.printing import TryAgainLater
from customer_connect.providers.record_drops import folder

EXIT_BUSY, EXIT_UNREACHABLE = 3, 4


class Command(BaseCommand):
    help = (
        "Tell which accepted changes would go to the system of record; with --apply, write them into the "
        "folder PATH as packages. Exit status: 0 done, 1 no such package, 3 another export is running, "
        "4 PATH cannot be written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            type=Path,
            metavar="PATH",
            help="the folder that packages are laid into, one folder a package",
        )
        parser.add_argument("--apply", action="store_true", help="write the packages (else: a dry run)")
        parser.add_argument(
            "--again", type=int, metavar="NUMBER", help="write this package once more, the same; with --apply"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["apply"]:
            self._tell_what_would_go()
            return
        by = Actor.system("export", Channel.COMMAND)
        try:
            drop = folder(options["path"])
            again: int | None = options["again"]
            done = export_changes(drop, by=by) if again is None else export_again(again, drop, by=by)
        except NoSuchPackage as error:
            raise CommandError(f"There is no package {options['again']}.") from error
        except ExportIsRunning as error:
            raise CommandError("Another export is running. Try again.", returncode=EXIT_BUSY) from error
        except (TryAgainLater, OSError) as error:
            raise CommandError(
                f"{options['path']} cannot be written, or has this package already.",
                returncode=EXIT_UNREACHABLE,
            ) from error
        for name, count in done.packages:
            self.stdout.write(f"{name}: {count} changes, in {options['path'] / name}")
        if not done.packages:
            self.stdout.write("No change is waiting to be sent.")

    def _tell_what_would_go(self) -> None:
        plan = preview()
        for name, count in plan.packages:
            self.stdout.write(f"{name}: {count} changes, begun by an earlier run and not finished")
        self.stdout.write(f"Accepted and in no package yet: {plan.waiting}")
        self.stdout.write("This was a dry run: nothing was written. Add --apply to write the packages.")
