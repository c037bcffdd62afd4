"""`./connect bounces`: undelivered email."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.deliveries.actions.clear_bad_email import clear_bad_email
from customer_connect.domain.deliveries.actions.read_bounces import read_bounces
from customer_connect.providers.mailboxes import (
    CannotReadMailbox,
    Mailbox,
    bounce_mailbox,
    has_bounce_mailbox,
)
from customer_connect.providers.mailboxes.maildir import MaildirMailbox


class Command(BaseCommand):
    help = (
        "Read undelivered email from the mailbox that settings name (CONNECT_BOUNCES) or from a Maildir, and stop "
        "writing to addresses that are gone. The worker does so every five minutes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--maildir", type=Path, metavar="PATH", help="read this Maildir instead")
        what.add_argument("--clear", metavar="ADDRESS", help="write to this address again")

    def handle(self, *_: Any, maildir: Path | None, clear: str | None, **__: Any) -> None:
        me = Actor.system("bounces", Channel.COMMAND)
        if clear:
            was_bad = clear_bad_email(address=clear, by=me)
            self.stdout.write("Cleared." if was_bad else "That address was not marked as bad.")
            return
        try:
            told = read_bounces(mailbox=_mailbox(maildir), by=me)
        except CannotReadMailbox as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from error
        self.stdout.write(
            f"Noted: {told.noted}  Of no matter: {told.of_no_matter}  Left for people: {told.set_aside}"
        )


def _mailbox(maildir: Path | None) -> Mailbox:
    """Return the mailbox to read. Raises CommandError where there is none."""
    if maildir:
        return MaildirMailbox(maildir)
    if not has_bounce_mailbox():
        raise CommandError("No mailbox: set CONNECT_BOUNCES (see docs/operations.md), or give --maildir PATH")
    return bounce_mailbox()
