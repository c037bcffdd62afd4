"""What can be printed: texts cleaned for a PDF that must show every character it holds.

PDF/UA refuses control characters and characters no font has. The system of record holds names in Latin letters with
any accent; anything else must not keep a person from their document, and must not vanish from it unseen either.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Line and paragraph ends become spaces. What prints nothing (controls, direction marks) goes; what no font can have
# (private, unassigned, halves of characters) is replaced by a sign.
_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_PRINTS_NOTHING = {"Cc", "Cf"}
_HAS_NO_SHAPE = {"Cs", "Co", "Cn"}
# Blocks that Public Sans holds whole.
_COVERED = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u0131\u0134-\u0148\u014a-\u017e\u01a0\u01a1\u01af\u01b0\u01fa-\u021b\u02bb\u02bc"
    "\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u20ac\u2212"
)
_UNCOVERED = re.compile(f"[^{_COVERED}{REPLACEMENT}]")


def clean(text: str) -> str:
    """Return the text on one line, composed (NFC), without characters that print nothing or turn the reading order."""
    if text.isascii() and text.isprintable():
        return text
    one_line = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(_printed(char) for char in one_line)


def only_covered(text: str) -> str:
    """Return the text with a visible sign for each character that the documents' own font lacks."""
    return text if text.isascii() else _UNCOVERED.sub(REPLACEMENT, text)


def each_text(change: Callable[[str], str], data: Any) -> Any:
    """Return JSON-like data with `change` applied to every text in it, keys aside."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: each_text(change, value) for key, value in data.items()}
    if isinstance(data, Sequence):
        return [each_text(change, value) for value in data]
    return data


def _printed(char: str) -> str:
    category = unicodedata.category(char)
    if category in _PRINTS_NOTHING:
        return ""
    return REPLACEMENT if category in _HAS_NO_SHAPE else char
