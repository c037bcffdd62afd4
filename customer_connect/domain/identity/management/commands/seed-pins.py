"""`./connect seed-pins FILE`: gives demo participants the PINs that a file tells."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.identity.actions.seed_pins import Seed, seed_pins
from customer_connect.domain.identity.exceptions import CannotHaveAPin


class Command(BaseCommand):
    help = "Give participants the PINs of a JSON list of {participant_id, pin, pin_is_temporary}. Not in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--again", action="store_true", help="also set the PINs of those who have one already"
        )

    def handle(self, *_: Any, file: Path, again: bool, **__: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("seed-pins sets PINs that stand in a file: it does not run in production.")
        seeds = _read(file)
        try:
            count = seed_pins(
                seeds=seeds,
                temporary_until=timezone.now() + timedelta(days=agency().pin.mailed_valid_days),
                replace=again,
                by=Actor.system("seed-pins", Channel.COMMAND),
            )
        except CannotHaveAPin as error:
            raise CommandError(f"{error}. Import its package first.") from error
        self.stdout.write(f"PINs set: {count} of {len(seeds)}.")


def _read(file: Path) -> list[Seed]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return [
            Seed(int(row["participant_id"]), str(row["pin"]), bool(row["pin_is_temporary"])) for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{file} is not a JSON list of {{participant_id, pin, pin_is_temporary}}."
        ) from error
