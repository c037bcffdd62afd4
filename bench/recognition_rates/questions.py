"""What is asked, what is answered, and what strangers say instead. The phrases are those of the dialogue."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from customer_connect.phone.dialogue.phrases import phrases_for

ALWAYS = ("agent", "repeat", "main_menu", "goodbye", "help")
MENUS = {
    "main menu": ("payments", "pin_change", "case", "balances", "dates", "new_pin", "other_information"),
    "payments menu": ("ways_to_pay", "payments_made", "payments_sent"),
    "general information": ("apply", "hours", "website", "employers", "tty", "outside_us"),
    "email or mail": ("email", "mail"),
    "yes or no": ("yes", "no", "none_of_these"),
}
STRANGERS = {
    "en": (
        "banana", "television", "wednesday", "hold on a second", "what time is it", "my sister is calling",
        "where is the parking lot", "thank you very much", "I was born in Chicago", "blue", "table", "dinner is ready",
        "good morning", "the dog needs a walk", "can you hear me", "turn that down please",
    ),
    "es": (
        "plátano", "televisión", "miércoles", "un momento", "qué hora es", "mi hermana está llamando",
        "dónde está el parque", "muchas gracias", "nací en Guadalajara", "azul", "mesa", "la cena está lista",
        "buenos días", "el perro quiere salir", "me escucha usted", "baja el volumen por favor",
    ),
}  # fmt: skip
NAMES_OF_DIGITS = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "es": ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
}


@dataclass(frozen=True)
class Case:
    """One utterance: at which kind of question, what is said, which texts are right (none: it is to be rejected)."""

    kind: str
    language: str
    said: str
    right: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    digits: tuple[int, int] | None = None


def cases(language: str) -> Iterator[Case]:
    """Yield the two commonest phrases of every answer at its question, numbers, and strangers' words."""
    for menu, own in MENUS.items():
        values = (*own, *ALWAYS, "spanish" if language == "en" else "english")
        phrases = tuple(dict.fromkeys(phrase for value in values for phrase in phrases_for(value, language)))
        kind = "yes or no" if menu == "yes or no" else "menus"
        for value in own if kind == "yes or no" or menu != "main menu" else values:
            right = phrases_for(value, language)
            for phrase in right[: 4 if kind == "yes or no" else 2]:
                yield Case(kind, language, phrase, right, phrases)
        if menu in ("main menu", "yes or no"):
            for words in STRANGERS[language]:
                yield Case(f"strangers at {menu}", language, words, (), phrases)
    rng = random.Random(language)
    always = tuple(phrase for value in ALWAYS for phrase in phrases_for(value, language))
    for length in (4, 4, 6, 6, 9, 10):
        number = "".join(rng.choices("0123456789", k=length))
        spoken = " ".join(NAMES_OF_DIGITS[language][int(digit)] for digit in number)
        yield Case("digits", language, spoken, (number,), always, digits=(length, length))
