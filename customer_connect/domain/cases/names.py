"""Whether the name somebody typed is that of a person on file.

People write their own names in many ways: without accents, with one of two surnames, with "Jr." or without, with a
hyphen or a space. The name is a second check beside a number that only its owner should know, so it forgives all of
that. It does not forgive another name.
"""

import re
import unicodedata

from customer_connect.core.plain_names import PARTICLES
from customer_connect.domain.cases.models import Participant

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "v", "junior", "senior"}
_PARTICLES = PARTICLES | {"san"}
_APART = re.compile(r"[\s\-‐‑‒–—.,/]+")
_DROPPED = re.compile(r"[^a-z0-9 ]")
# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})


def is_name_of(participant: Participant, *, first_name: str, last_name: str) -> bool:
    """Tell whether the typed first and last name are this person's, forgiving how they are written."""
    return _is_first_name(first_name, participant) and _is_last_name(last_name, participant)


def _words(name: str) -> list[str]:
    """Return the words of a name, plain and in lower case, without generational suffixes."""
    plain = _APART.sub(" ", name.casefold().translate(_PLAIN))
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))
    words = _DROPPED.sub("", plain).split()
    without_suffix = [word for word in words if word not in _SUFFIXES]
    return without_suffix or words


def _is_first_name(typed: str, participant: Participant) -> bool:
    mine, given = _words(participant.first_name), _words(typed)
    if not mine:
        # Somebody with one name may have typed it twice, or left this empty.
        return not given or given == _words(participant.last_name)
    if not given:
        return False
    middle = _words(participant.middle_name)
    return _joined(given) in {_joined(mine), _joined(mine + middle)} or (
        given[0] == mine[0] and _is_start(given, mine + middle)
    )


def _is_start(given: list[str], whole: list[str]) -> bool:
    """Tell whether each further word is the next of the whole name, or its initial."""
    return len(given) <= len(whole) and all(
        mine == typed or (len(typed) == 1 and mine.startswith(typed))
        for typed, mine in zip(given, whole, strict=False)
    )


def _is_last_name(typed: str, participant: Participant) -> bool:
    mine, given = _words(participant.last_name), _words(typed)
    if not given:
        return False
    if _joined(given) == _joined(mine):
        return True
    if len(given) == 1 and given[0] in _PARTICLES:
        return False
    telling = [word for word in given if word not in _PARTICLES]
    surnames = [word for word in mine if word not in _PARTICLES]
    return bool(telling) and (_is_part(telling, surnames) or _is_part(surnames, telling))


def _is_part(some: list[str], whole: list[str]) -> bool:
    """Tell whether `some` stands in `whole`, in order, as one of two or more surnames would."""
    rest = iter(whole)
    return bool(some) and all(word in rest for word in some)


def _joined(words: list[str]) -> str:
    return "".join(words)
