"""`./connect mail-pin PARTICIPANT…`: mails people a new temporary PIN, such as for a letter that was lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.mail_temporary_pin import CannotBeMailed, mail_temporary_pin
from customer_connect.domain.identity.exceptions import CannotHaveAPin


class Command(BaseCommand):
    help = "Mail a new temporary PIN to the address on file. An earlier temporary PIN stops working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "participants", nargs="+", type=int, metavar="PARTICIPANT", help="a Participant ID"
        )

    def handle(self, *_: Any, participants: list[int], **__: Any) -> None:
        people = Participant.objects.current().in_bulk(participants)
        refused: list[str] = []
        for number in participants:
            try:
                mail_temporary_pin(
                    participant=people[number],
                    was_requested=False,
                    by=Actor.system("mail-pin", Channel.COMMAND),
                )
            except KeyError:
                refused.append(f"{number}: not listed")
            except CannotHaveAPin:
                refused.append(f"{number}: no parent or guardian in a case")
            except CannotBeMailed as problem:
                refused.append(f"{number}: {problem}")
        self.stdout.write(f"Letters waiting for the next batch: {len(participants) - len(refused)}.")
        if refused:
            raise CommandError("No letter for " + "; ".join(refused))
