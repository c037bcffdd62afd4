"""./connect import PATH: take in a package of the statewide system of record."""

import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from customer_connect.exchange.inbound.locks import ImportIsRunningError
from customer_connect.exchange.inbound.runs import NothingToResume, Wishes, folder_of, import_package
from customer_connect.exchange.models import ImportRun, RunStatus
from customer_connect.exchange.reports import report

EXIT_REFUSED, EXIT_INCOMPLETE, EXIT_BUSY, EXIT_INTERRUPTED = 1, 2, 3, 130


class Command(BaseCommand):
    help = (
        "Check a package of the system of record (a folder or a .zip) and tell what it would change; "
        "with --apply, change it. Exit status: 0 done, 1 refused, 2 some tables failed, 3 another import is running."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH", help="the package: a folder or a .zip")
        parser.add_argument("--apply", action="store_true", help="change the database (else: a dry run)")
        parser.add_argument("--kind", choices=["full", "delta"], help="refuse a package of the other kind")
        parser.add_argument(
            "--resume", action="store_true", help="go on with an interrupted run of this package"
        )
        parser.add_argument(
            "--allow-collapse",
            action="store_true",
            help="apply even when a table loses more rows than the threshold",
        )
        parser.add_argument(
            "--threshold",
            type=Decimal,
            default=Decimal(10),
            metavar="PERCENT",
            help="of its rows that a table may lose (10)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        wishes = Wishes(
            apply=options["apply"],
            kind=options["kind"],
            resume=options["resume"],
            allow_collapse=options["allow_collapse"],
            collapse_percent=options["threshold"],
        )
        bar = _Bar()
        try:
            run = import_package(options["path"], wishes, bar.advance)
        except ImportIsRunningError as error:
            raise CommandError(
                "Another import is running. Try again when it is done.", returncode=EXIT_BUSY
            ) from error
        except KeyboardInterrupt as error:
            message = "Interrupted. What has landed stays; go on with --apply --resume."
            raise CommandError(message, returncode=EXIT_INTERRUPTED) from error
        except NothingToResume as error:
            raise CommandError("No interrupted run of this package: leave out --resume.") from error
        finally:
            bar.close()
        self.stdout.write(report(run, folder_of(run)))
        self._exit(run)

    def _exit(self, run: ImportRun) -> None:
        if run.status == RunStatus.REFUSED:
            raise CommandError("The package was refused: nothing was changed.", returncode=EXIT_REFUSED)
        if run.status == RunStatus.INCOMPLETE:
            raise CommandError("Some tables failed: see above.", returncode=EXIT_INCOMPLETE)


class _Bar:
    """A progress bar for each table, on a terminal only."""

    def __init__(self) -> None:
        self.table = ""
        self.bar: tqdm[Any] | None = None

    def advance(self, table: str, count: int, total: int) -> None:
        """Show that `count` more of a table's `total` bytes were read."""
        if table != self.table:
            self.close()
            quiet = not sys.stderr.isatty()
            self.bar = tqdm(total=total, desc=f"{table:18}", unit="B", unit_scale=True, disable=quiet)
            self.table = table
        if self.bar is not None:
            self.bar.update(count)

    def close(self) -> None:
        """End the bar."""
        if self.bar is not None:
            self.bar.close()
