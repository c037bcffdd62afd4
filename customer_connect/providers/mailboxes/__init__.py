"""The mailbox to which undelivered email comes back: the protocol, and the one that settings name."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class CannotReadMailbox(Exception):
    """The mailbox does not answer, or does not let us in."""


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived. `name` is what the mailbox knows it by."""

    name: str
    content: bytes


class OpenMailbox(Protocol):
    """A mailbox while it is open. Every method raises CannotReadMailbox."""

    def waiting(self) -> Iterator[Mail]:
        """Yield what nobody has dealt with, the oldest first."""
        ...

    def discard(self, mail: Mail) -> None:
        """Delete what is dealt with."""
        ...

    def set_aside(self, mail: Mail) -> None:
        """Leave a mail for people to read: it does not wait any more."""
        ...


class Mailbox(Protocol):
    """A mailbox that can be opened."""

    def open(self) -> AbstractContextManager[OpenMailbox]:
        """Open it. Raises CannotReadMailbox."""
        ...


def has_bounce_mailbox() -> bool:
    """Tell whether the agency has a mailbox for undelivered email."""
    return bool(settings.BOUNCE_MAILBOX)


def bounce_mailbox() -> Mailbox:
    """Return the mailbox that settings name."""
    mailbox: Mailbox = import_string(settings.BOUNCE_MAILBOX)()
    return mailbox
