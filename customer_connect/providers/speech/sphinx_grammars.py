"""What can be said at one question, as a grammar (JSGF) of made-up words, and what each word sounds like."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from customer_connect.providers.speech.spanish_sounds import pronunciations

DIGITS = {
    "en": {"zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
           "seven": "7", "eight": "8", "nine": "9"},
    "es": {"cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
           "ocho": "8", "nueve": "9"},
}  # fmt: skip
_POLITE = {"en": "please", "es": "por favor"}
# Those who speak Spanish here say these the English way, too.
_LOANWORDS = {"english", "spanish", "email", "internet", "pin", "online"}
_LETTERS = {"t": "te", "y": "ye", "u": "u", "s": "ese", "d": "de", "n": "ene"}
_VOWELS = re.compile("[aeiouáéíóúü]|^y$")

Look = Callable[[str], str | None]  # a word of the English dictionary -> its phones
Tell = Callable[[str, str], None]  # a made-up word and its phones -> into the decoder's dictionary


@dataclass(frozen=True)
class Grammar:
    """A grammar, and what its sentences mean."""

    jsgf: str
    meanings: dict[tuple[str, ...], str]
    digits: dict[str, str]
    polite: tuple[str, ...]

    def meaning_of(self, words: Sequence[str]) -> str:
        """Return the phrase or the digits that a sentence of made-up words stands for, without its "please"."""
        said = tuple(words)
        if said not in self.meanings and said[-len(self.polite) :] == self.polite:
            said = said[: -len(self.polite)]
        if said in self.meanings:
            return self.meanings[said]
        return "".join(self.digits.get(word, "") for word in said)


class Lexicon:
    """Gives each word of each language a name of its own, so that "no" can sound Spanish or English."""

    def __init__(self, look: Look, tell: Tell) -> None:
        """Words are looked up with `look`, and made known with `tell`."""
        self._look = look
        self._tell = tell
        self._names: dict[tuple[str, str], str] = {}

    def grammar(self, language: str, phrases: Sequence[str], digits: tuple[int, int] | None) -> Grammar:
        """Return the grammar of a question."""
        meanings = {named: phrase for phrase in phrases if (named := self._names_of(phrase, language))}
        polite = self._names_of(_POLITE[language], language)
        answers = [" ".join(named) for named in meanings]
        rules, names_of_digits = "", {}
        if digits:
            names_of_digits = {
                self._names_of(word, language)[0]: sign for word, sign in DIGITS[language].items()
            }
            rules = f"<digit> = {' | '.join(names_of_digits)};\n"
            least, most = digits
            answers.append("<digit> " * least + "[ <digit> " * (most - least) + "] " * (most - least))
        jsgf = f"public <answer> = ({' | '.join(answers)}) [{' '.join(polite)}];\n"
        return Grammar(f"#JSGF V1.0;\ngrammar answers;\n{rules}{jsgf}", meanings, names_of_digits, polite)

    def _names_of(self, phrase: str, language: str) -> tuple[str, ...]:
        """Return the made-up words of a phrase; () where one of its words cannot be said."""
        names = [self._name(re.sub(r"[^\w']", "", word.casefold()), language) for word in phrase.split()]
        return tuple(names) if all(names) else ()

    def _name(self, word: str, language: str) -> str:
        key = (language, word)
        if key not in self._names:
            sounds = self._sounds(word, language)
            name = f"w{len(self._names)}" if sounds else ""
            for number, phones in enumerate(sounds, 1):
                self._tell(name if number == 1 else f"{name}({number})", phones)
            self._names[key] = name
        return self._names[key]

    def _sounds(self, word: str, language: str) -> list[str]:
        spellings = (word, *(f"{word}({number})" for number in range(2, 5)))
        english = [phones for spelling in spellings if (phones := self._look(spelling))]
        if language == "en":
            return english or pronunciations(word)
        if not _VOWELS.search(word):
            return pronunciations("".join(_LETTERS.get(letter, "") for letter in word))
        return pronunciations(word) + (english if word in _LOANWORDS else [])
