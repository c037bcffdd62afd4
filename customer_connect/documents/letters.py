"""Letters: one document and one template each, on one sheet, folded in three for a window envelope.

A letter alone is a tagged PDF (PDF/UA-1). For the print shop many are set at once, without tags: texts that are the
same for all are handed over once, and fonts are in the file once. Geometry: docs/letters.md.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from django.utils import translation

from customer_connect.core.dates import format_day
from customer_connect.documents import (
    address_changed_letters,
    pin_changed_letters,
    pin_letters,
    pin_requested_letters,
)
from customer_connect.documents.compiling import render, render_for_printing
from customer_connect.documents.letter_pages import color, frame
from customer_connect.domain.deliveries.letters import CannotPrint, Letter
from customer_connect.domain.deliveries.messages import (
    ContactChanged,
    PinChanged,
    PinRequested,
    TemporaryPinLetter,
)

TEMPLATE = "letters.typ"
Words = Callable[[], dict[str, Any]]
Details = Callable[[Letter], dict[str, Any]]

# The document of each message: its template's name, its words, and what is each letter's own.
DOCUMENTS: dict[str, tuple[str, Words, Details]] = {
    TemporaryPinLetter.name: ("pin", pin_letters.words, pin_letters.details),
    PinChanged.name: ("notice", pin_changed_letters.words, pin_changed_letters.details),
    PinRequested.name: ("notice", pin_requested_letters.words, pin_requested_letters.details),
    ContactChanged.name: ("notice", address_changed_letters.words, address_changed_letters.details),
}


def letter_pdf(letter: Letter) -> bytes:
    """Return one letter as a tagged PDF of one page. Raises CannotPrint."""
    return _one_page_each(render(TEMPLATE, letters_data([letter])), 1)


def print_letters(letters: Sequence[Letter]) -> bytes:
    """Return letters as one PDF for a printer, one page each, in their order. Raises CannotPrint."""
    return _one_page_each(render_for_printing(TEMPLATE, letters_data(letters)), len(letters))


def letters_data(letters: Sequence[Letter]) -> dict[str, Any]:
    """Return what the template gets: the words of each document and language once, and what is each letter's own."""
    words: dict[str, dict[str, Any]] = {}
    frames: dict[str, dict[str, Any]] = {}
    own: list[dict[str, Any]] = []
    for letter in letters:
        if letter.message.name not in DOCUMENTS:
            raise CannotPrint(f"{letter.message.name} is no letter")
        template, words_of, details_of = DOCUMENTS[letter.message.name]
        key = f"{letter.message.name} {letter.language}"
        with translation.override(letter.language):
            if letter.language not in frames:
                frames[letter.language] = frame()
            if key not in words:
                words[key] = words_of()
            own.append(
                {
                    "template": template,
                    "language": letter.language,
                    "words": key,
                    "name": letter.name,
                    "address": [letter.name, *letter.address_lines],
                    "date": format_day(letter.dated_on),
                    "reference": letter.reference,
                    **details_of(letter),
                }
            )
    return {"color": color(), "frames": frames, "words": words, "letters": own}


def _one_page_each(pdf: bytes, letters: int) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        if len(document.pages) != letters:
            raise CannotPrint(f"{letters} letters came to {len(document.pages)} pages")
    return pdf
