"""./connect imports: list the import runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from customer_connect.exchange.inbound.runs import folder_of
from customer_connect.exchange.models import ImportRun
from customer_connect.exchange.reports import report, summary


class Command(BaseCommand):
    help = "List the latest import runs, or tell all about one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", nargs="?", type=int, metavar="RUN", help="the number of one run")
        parser.add_argument("--last", type=int, default=20, metavar="N", help="how many runs to list (20)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["run"] is not None:
            run = ImportRun.objects.filter(pk=options["run"]).first()
            if run is None:
                raise CommandError(f"There is no import run {options['run']}.")
            self.stdout.write(report(run, folder_of(run)))
            return
        runs = list(ImportRun.objects.prefetch_related("tables").order_by("-id")[: max(options["last"], 0)])
        if not runs:
            self.stdout.write("Nothing has been imported yet.")
        for run in runs:
            self.stdout.write(summary(run))
