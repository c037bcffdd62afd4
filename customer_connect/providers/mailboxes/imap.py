"""A mailbox over IMAP. Unseen mail waits; what is set aside is seen and flagged."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings

from customer_connect.providers.mailboxes import CannotReadMailbox, Mail

_PROBLEMS = (imaplib.IMAP4.error, OSError)


class ImapMailbox:
    """The mailbox that settings.BOUNCE_IMAP names."""

    @contextmanager
    def open(self) -> Iterator["OpenImapMailbox"]:
        """Connect, sign in, choose the folder; leave in order. Raises CannotReadMailbox."""
        where = settings.BOUNCE_IMAP
        connect: Any = imaplib.IMAP4_SSL if where["tls"] else imaplib.IMAP4
        try:
            connection = connect(where["host"], where["port"], timeout=where["timeout"])
        except _PROBLEMS as error:
            raise CannotReadMailbox(f"{where['host']} does not answer") from error
        try:
            try:
                connection.login(where["user"], where["password"])
            except _PROBLEMS as error:
                raise CannotReadMailbox(f"{where['host']} does not let us in") from error
            opened = OpenImapMailbox(connection)
            opened.do("select", f'"{where["folder"]}"')
            yield opened
        finally:
            with suppress(*_PROBLEMS):
                connection.logout()
            with suppress(OSError):
                connection.shutdown()


class OpenImapMailbox:
    """The mailbox while it is open."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def waiting(self) -> Iterator[Mail]:
        """Yield what is unseen. Reading it leaves it so: after a crash it is read again."""
        [found] = self.do("uid", "SEARCH", "UNSEEN", "UNDELETED")
        for uid in (found or b"").decode().split():
            answer = self.do("uid", "FETCH", uid, "(BODY.PEEK[])")
            content = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if content is not None:  # else it is gone
                yield Mail(uid, content)

    def discard(self, mail: Mail) -> None:
        """Delete it for good."""
        self.do("uid", "STORE", mail.name, "+FLAGS.SILENT", r"(\Seen \Deleted)")
        self.do("expunge")

    def set_aside(self, mail: Mail) -> None:
        """Mark it as seen and flagged."""
        self.do("uid", "STORE", mail.name, "+FLAGS.SILENT", r"(\Seen \Flagged)")

    def do(self, command: str, *arguments: str) -> list[Any]:
        """Give one command and return the answer's data. Raises CannotReadMailbox."""
        try:
            status, data = getattr(self._connection, command)(*arguments)
        except _PROBLEMS as error:
            raise CannotReadMailbox(f"{command} failed") from error
        if status != "OK":
            raise CannotReadMailbox(f"{command} was answered {status}")
        return list(data)
