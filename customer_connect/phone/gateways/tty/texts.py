"""What is written to a text telephone, and what was typed on one."""

import re
import textwrap
import unicodedata

from customer_connect.phone.turns import Language, Then, Turn

LINE = 60
GO_AHEAD = "GA"
GOODBYE = "SK SK"
HOLD = "PLS HD"

# What five bits can say (TIA-825), but for the bell.
_KNOWN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -$',!:(\")?/.;+=")
_SAID_OTHERWISE = {
    "@": " AT ",
    "&": " AND ",
    "%": " PERCENT",
    "#": " NUMBER ",
    "*": " STAR ",
    "[": "(",
    "]": ")",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "¿": "",
    "¡": "",
}
_GOODBYES: dict[Language, str] = {"en": "goodbye", "es": "adiós"}
# Typed by habit at the end: go ahead, stop keying, both. "+-" is GA of a machine that went back to letters by itself.
_ENDS = re.compile(r"(?:^|\s)(?:(?:GA|\+-)(?:\s+TO\s+SK|\s+OR\s+SK)?|(?:SK\s*)+)[\s.]*$")


def as_typed(text: str) -> str:
    """Return a text in the characters that a text telephone has."""
    for sign, words in _SAID_OTHERWISE.items():
        text = text.replace(sign, words)
    plain = unicodedata.normalize("NFD", text).upper()
    kept = "".join(sign if sign in _KNOWN else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def lines_of(turn: Turn) -> list[str]:
    """Return the lines of a turn. The last one says whose turn it is: GA, a goodbye, or a request to hold."""
    lines = [
        line for prompt in turn.say for line in textwrap.wrap(as_typed(prompt.shown), LINE - len(GOODBYE) - 1)
    ]
    end = {Then.LISTEN: GO_AHEAD, Then.HANG_UP: GOODBYE, Then.TRANSFER: HOLD}[turn.then]
    return [*lines[:-1], f"{lines[-1]} {end}"] if lines else [end]


def is_complete(typed: str) -> bool:
    """Tell whether somebody has said that they are done."""
    return _ENDS.search(typed.upper()) is not None


def answer_in(typed: str, language: Language) -> str:
    """Return what somebody typed, in lower case, without the GA at its end; a mere SK is a goodbye."""
    text = " ".join(typed.upper().split())
    without = _ENDS.sub("", text).strip(" .")
    if not without and "SK" in text:
        return _GOODBYES[language]
    return without.lower()
