"""What a caller meant: spoken or typed words matched with the choices of a question.

A choice is found by one of its phrases, anywhere in what was said ("I'd like to hear my payments, please"), by its
key said as a number ("uno", "press one", "opción 1"), or by a phrase that is slightly misspelled or misheard. Words
that fit two choices equally well fit none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from customer_connect.phone.dialogue.spoken_digits import digits_in, plain
from customer_connect.phone.turns import Choice
from customer_connect.providers.speech import ACCEPT_FROM

# From this on what was heard is done; below, the dialogue asks "You said payments. Is that right?"
CONFIDENT = ACCEPT_FROM

_CERTAIN, _WITH_OTHER_WORDS, _IN_MANY_WORDS, _MISSPELLED = 1.0, 0.9, 0.5, 0.5
_OTHER_WORDS_AT_MOST = 4
_ALIKE = 0.8
_LETTERS_TO_COMPARE = 5
_WORD = re.compile(r"[a-z0-9*]+")
_FILLERS = frozenset(
    """
    i id ill im want would like to hear get know about my the a an please for on of me can you uh um er hm well so
    ok okay just some it its thats is thank thanks hello hi press say key number option choose
    quiero quisiera me gustaria oir escuchar saber sobre mi mis el la los las un una por favor para de del eh em
    este pues bueno lo es gracias hola necesito ver presione marque oprima diga opcion numero tecla la que a
    """.split()  # noqa: SIM905 - a list of words reads better
)
# Said in answer to anything, these mean neither yes nor no, though they hold the words.
_NOT_AN_ANSWER = (
    "i dont know",
    "dont know",
    "not sure",
    "no idea",
    "no se",
    "no lo se",
    "no estoy seguro",
    "no estoy segura",
)


@dataclass(frozen=True)
class Understood:
    """A choice, and how sure it is that it was meant: 0 to 1."""

    choice: Choice
    certainty: float


def choice_in(text: str, choices: Sequence[Choice], language: str) -> Understood | None:
    """Return the choice that was meant, or None."""
    words = _WORD.findall(plain(text))
    if not words:
        return None
    found = _by_phrase(words, choices)
    if found is None:
        found = _by_key(words, choices, language)
    if found is None:
        found = _by_likeness(words, choices)
    return found


def _by_phrase(words: list[str], choices: Sequence[Choice]) -> Understood | None:
    """Return the choice with the longest phrase in these words."""
    lengths = [
        max((len(phrase) for phrase in _phrases(choice) if _holds(words, phrase)), default=0)
        for choice in choices
    ]
    taken = max(lengths, default=0)
    blocked = max((len(_words(said)) for said in _NOT_AN_ANSWER if _holds(words, _words(said))), default=0)
    best = [choice for choice, length in zip(choices, lengths, strict=True) if length == taken]
    if not taken or blocked > taken or len(best) != 1:
        return None
    others = sum(1 for word in words if word not in _FILLERS) - _telling(best[0], words)
    if len(words) == taken or others <= 0:
        return Understood(best[0], _CERTAIN)
    return Understood(best[0], _WITH_OTHER_WORDS if others <= _OTHER_WORDS_AT_MOST else _IN_MANY_WORDS)


def _telling(choice: Choice, words: list[str]) -> int:
    """Return how many words beside fillers the longest phrase has that was said."""
    said = [phrase for phrase in _phrases(choice) if _holds(words, phrase)]
    return max(sum(1 for word in phrase if word not in _FILLERS) for phrase in said)


def _by_key(words: list[str], choices: Sequence[Choice], language: str) -> Understood | None:
    """Return the choice whose key was said or typed: 1, uno, press one, option one, *."""
    telling = [word for word in words if word not in _FILLERS] or words
    text = " ".join(telling)
    key = "*" if text in {"*", "star", "asterisco", "estrella"} else digits_in(text, language)
    for choice in choices:
        if key and choice.key == key:
            return Understood(choice, _CERTAIN)
    return None


def _by_likeness(words: list[str], choices: Sequence[Choice]) -> Understood | None:
    telling = " ".join(word for word in words if word not in _FILLERS)
    if len(telling) < _LETTERS_TO_COMPARE:
        return None
    scores = sorted(((_likeness(telling, choice), choice.value, choice) for choice in choices), reverse=True)
    best, runner_up = scores[0], scores[1] if len(scores) > 1 else (0.0, "", None)
    if best[0] < _ALIKE or best[0] == runner_up[0]:
        return None
    return Understood(best[2], _MISSPELLED)


def _likeness(text: str, choice: Choice) -> float:
    phrases = (" ".join(word for word in phrase if word not in _FILLERS) for phrase in _phrases(choice))
    long_enough = [phrase for phrase in phrases if len(phrase) >= _LETTERS_TO_COMPARE]
    return max((SequenceMatcher(None, text, phrase).ratio() for phrase in long_enough), default=0.0)


def _phrases(choice: Choice) -> Iterable[list[str]]:
    return (_words(phrase) for phrase in choice.phrases)


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _holds(words: list[str], phrase: list[str]) -> bool:
    """Tell whether the phrase stands in these words, as words in a row."""
    size = len(phrase)
    return bool(size) and any(words[at : at + size] == phrase for at in range(len(words) - size + 1))
