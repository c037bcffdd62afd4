"""`./connect reseal`: seals every sealed value and file with the newest key of the ring."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from customer_connect.core.resealing import Resealed, all_columns, all_files, reseal, reseal_files


class Command(BaseCommand):
    help = "Seal all that is sealed with the newest key of CONNECT_SEALING_KEYS. It can be stopped and run again."

    def handle(self, *_: Any, **__: Any) -> None:
        unreadable = 0
        places = [(str(column), reseal(column)) for column in all_columns()]
        places += [(str(files), reseal_files(files)) for files in all_files()]
        for place, steps in places:
            told = Resealed()
            for told in steps:
                self.stdout.write(f"{place}: {told.seen} seen, {told.resealed} sealed anew", ending="\r")
                self.stdout.flush()
            self.stdout.write(
                f"{place}: {told.seen} seen, {told.resealed} sealed anew, {told.unreadable} not to be opened"
            )
            unreadable += told.unreadable
        if unreadable:
            raise CommandError(
                f"{unreadable} values cannot be opened: put the keys they need back into the ring"
            )
