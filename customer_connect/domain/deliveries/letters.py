"""A letter as whoever prints it gets it. Settings name the printer (LETTER_PRINTER): the domain knows no PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from customer_connect.domain.deliveries.messages import Message


class CannotPrint(Exception):
    """A letter cannot be brought onto its one sheet."""


@dataclass(frozen=True)
class Letter:
    """One letter of one page: what it says, in which language, to whom, and where.

    `happened_on` is the day of what it tells of, `dated_on` the day of the letter. By the `reference` it is known when
    it comes back; it tells nothing else.
    """

    message: Message
    language: str
    name: str
    address_lines: tuple[str, ...]
    happened_on: date
    dated_on: date
    reference: str


@dataclass(frozen=True)
class PrintedLetters:
    """One file with a page for each letter. `pages` says which (from 1), in the order of the letters.

    A letter that could not be printed has None.
    """

    content: bytes
    pages: Sequence[int | None]


class LetterPrinter(Protocol):
    """Whoever sets letters."""

    def print_letters(self, letters: Iterable[Letter]) -> PrintedLetters:
        """Set letters in one file. One that cannot be set does not keep the others."""
        ...

    def pick_pages(self, content: bytes, pages: Sequence[int]) -> bytes:
        """Return some pages of a file, in this order, as a file."""
        ...


def letter_printer() -> LetterPrinter:
    """Return the printer that settings name."""
    printer: LetterPrinter = import_string(settings.LETTER_PRINTER)()
    return printer
