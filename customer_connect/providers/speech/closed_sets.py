"""Which of the expected answers a free transcript is, and how well it fits."""

import difflib
import re
import unicodedata
from collections.abc import Sequence

from customer_connect.providers.speech import NOTHING, Recognised
from customer_connect.providers.speech.sphinx_grammars import DIGITS

# Least likeness (of letters, 0 to 1) of what is taken for a phrase that was misheard.
_LEAST_LIKENESS = 0.72
# What a phrase among other words counts for: "I want my payments" is less sure than "payments".
_AMONG_OTHERS = 0.85
_SHORTEST_AMONG_OTHERS = 4  # letters: "no" is within too many sentences


def best_of(
    transcript: str, language: str, phrases: Sequence[str], digits: tuple[int, int] | None
) -> Recognised:
    """Return the answer that a transcript is nearest to, and as confidence how near."""
    said = plain(transcript)
    number = digits_in(said, language) if digits else ""
    if digits and digits[0] <= len(number) <= digits[1]:
        return Recognised(number, 1.0)
    best = NOTHING
    for phrase in phrases:
        fit = _likeness(said, plain(phrase))
        if fit > best.confidence:
            best = Recognised(phrase, fit)
    return best


def digits_in(said: str, language: str) -> str:
    """Return the digits of a plain transcript that holds nothing else: "one two 34" -> "1234"."""
    names = {plain(word): sign for word, sign in DIGITS[language].items()}
    signs = [names.get(word, word if word.isascii() and word.isdigit() else "?") for word in said.split()]
    return "" if "?" in "".join(signs) else "".join(signs)


def plain(text: str) -> str:
    """Return words without case, accents and marks."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return " ".join(re.sub(r"[^\w\s]", " ", bare.replace("'", "").replace("-", " ")).split())


def _likeness(said: str, phrase: str) -> float:
    if not said or not phrase:
        return 0.0
    if said == phrase:
        return 1.0
    if len(phrase) >= _SHORTEST_AMONG_OTHERS and f" {phrase} " in f" {said} ":
        return _AMONG_OTHERS
    likeness = difflib.SequenceMatcher(None, said, phrase).ratio()
    return likeness**2 if likeness >= _LEAST_LIKENESS else 0.0
