"""Numbers as people say or type them: "one two three", "doble cinco", "treinta y cuatro", "12-00", mixed."""

import re
import unicodedata
from collections.abc import Iterator

_ONES = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "es": ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
}
_ALSO_ONES = {
    "en": {"oh": 0, "o": 0, "nought": 0, "for": 4, "to": 2, "too": 2, "won": 1, "ate": 8},
    "es": {"un": 1, "una": 1},
}
_TEENS = {
    "en": (
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        10,
    ),
    "es": (
        [
            "diez",
            "once",
            "doce",
            "trece",
            "catorce",
            "quince",
            "dieciseis",
            "diecisiete",
            "dieciocho",
            "diecinueve",
            "veinte",
            "veintiuno",
            "veintidos",
            "veintitres",
            "veinticuatro",
            "veinticinco",
            "veintiseis",
            "veintisiete",
            "veintiocho",
            "veintinueve",
        ],
        10,
    ),
}
_TENS = {
    "en": (["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 20),
    "es": (["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], 30),
}
_TIMES = {"double": 2, "doble": 2, "triple": 3}
_PASSED_OVER = frozenset(
    """
    my the a is its it number id identification participant social security pin code dash hyphen minus space then and
    well ok okay so please uh um er hm hmm yes sure that thats this im
    mi el la es su numero de identificacion participante del seguro nip codigo guion menos raya espacio luego y
    bueno pues este eh em por favor si son ese eso
    """.split()  # noqa: SIM905 - a list of words reads better
)
_WORD = re.compile(r"\d+|[a-z]+")


def plain(text: str) -> str:
    """Return a text in lower case without accents and apostrophes: No sé, I don't → no se, i dont."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def digits_in(text: str, language: str) -> str:
    """Return the digits of a number, or "" where the text holds other words too.

    The language decides for words that both have ("once"); otherwise both are understood.
    """
    words: list[str] = _WORD.findall(plain(text))
    found = list(_read(words, language))
    return "" if None in found else "".join(part for part in found if part)


def _read(words: list[str], language: str) -> Iterator[str | None]:
    """Yield the digits of each part, and None for a word that belongs to no number."""
    place = 0
    while place < len(words):
        word = words[place]
        if (times := _TIMES.get(word)) and place + 1 < len(words):
            value = _value(words[place + 1], language)
            yield str(value) * times if value is not None and value < 10 else None
            place += 2
        elif (tens := _tens(word, language)) is not None:
            taken, ones = _ones_after(words[place + 1 :], language)
            yield str(tens + ones)
            place += 1 + taken
        elif word.isdigit():
            yield word
            place += 1
        else:
            value = _value(word, language)
            yield str(value) if value is not None else "" if word in _PASSED_OVER else None
            place += 1


def _ones_after(words: list[str], language: str) -> tuple[int, int]:
    """Return how many words after a ten belong to it, and what they add: three; y cuatro."""
    taken = 1 if words[:1] == ["y"] else 0
    if len(words) > taken and (ones := _value(words[taken], language)) and 0 < ones < 10:
        return taken + 1, ones
    return 0, 0


def _value(word: str, language: str) -> int | None:
    for one in _order(language):
        if (value := _VALUES[one].get(word)) is not None:
            return value
    return None


def _tens(word: str, language: str) -> int | None:
    for one in _order(language):
        names, first = _TENS[one]
        if word in names:
            return first + 10 * names.index(word)
    return None


def _order(language: str) -> tuple[str, str]:
    return ("es", "en") if language == "es" else ("en", "es")


def _values_of(language: str) -> dict[str, int]:
    teens, first = _TEENS[language]
    return {
        **{name: number for number, name in enumerate(_ONES[language])},
        **_ALSO_ONES[language],
        **{name: first + number for number, name in enumerate(teens)},
    }


_VALUES = {language: _values_of(language) for language in ("en", "es")}
