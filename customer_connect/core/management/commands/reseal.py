"""`./connect reseal`: seals every sealed value with the newest key of the ring."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from customer_connect.core.resealing import Resealed, all_columns, reseal


class Command(BaseCommand):
    help = "Seal every sealed value with the newest key of CONNECT_SEALING_KEYS. It can be stopped and run again."

    def handle(self, *_: Any, **__: Any) -> None:
        unreadable = 0
        for column in all_columns():
            told = Resealed()
            for told in reseal(column):
                self.stdout.write(f"{column}: {told.seen} seen, {told.resealed} sealed anew", ending="\r")
                self.stdout.flush()
            self.stdout.write(
                f"{column}: {told.seen} seen, {told.resealed} sealed anew, {told.unreadable} not to be opened"
            )
            unreadable += told.unreadable
        if unreadable:
            raise CommandError(
                f"{unreadable} values cannot be opened: put the keys they need back into the ring"
            )
