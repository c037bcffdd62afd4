"""Whole numbers in words, in English and in Spanish."""

_ENGLISH_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
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
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_SPANISH_ONES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_SPANISH_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_SPANISH_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]


def in_english(number: int) -> str:
    """Write a number below a billion: one thousand two hundred four."""
    if number >= 1_000_000:
        return _english_part(number, 1_000_000, "million")
    if number >= 1_000:
        return _english_part(number, 1_000, "thousand")
    if number >= 100:
        return _english_part(number, 100, "hundred")
    if number >= 20:
        tens, ones = divmod(number, 10)
        return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH_ONES[ones]}" if ones else "")
    return _ENGLISH_ONES[number]


def ordinal_in_english(number: int) -> str:
    """Write the ordinal of a day of a month: twenty-first."""
    if number <= 20:
        return _ENGLISH_ORDINALS[number - 1]
    if number == 30:
        return "thirtieth"
    return f"{_ENGLISH_TENS[number // 10 - 2]}-{_ENGLISH_ORDINALS[number % 10 - 1]}"


def year_in_english(year: int) -> str:
    """Write a year: nineteen eighty-seven, two thousand six, twenty twenty-six."""
    century, rest = divmod(year, 100)
    if century % 10 == 0 and rest < 10:
        return in_english(year)
    if rest < 10:
        return f"{in_english(century)} {'hundred' if rest == 0 else 'oh ' + in_english(rest)}"
    return f"{in_english(century)} {in_english(rest)}"


def in_spanish(number: int, *, before_masculine: bool = False) -> str:
    """Write a number below a billion: mil doscientos cuatro. Before a masculine noun: un, veintiún, treinta y un."""
    words = _spanish(number)
    if not before_masculine or not words.endswith("uno"):
        return words
    return words.removesuffix("veintiuno") + "veintiún" if words.endswith("veintiuno") else words[:-1]


def _english_part(number: int, unit: int, name: str) -> str:
    many, rest = divmod(number, unit)
    return f"{in_english(many)} {name}" + (f" {in_english(rest)}" if rest else "")


def _spanish(number: int) -> str:
    if number >= 1_000_000:
        millions, rest = divmod(number, 1_000_000)
        name = "un millón" if millions == 1 else f"{in_spanish(millions, before_masculine=True)} millones"
        return name + (f" {_spanish(rest)}" if rest else "")
    if number >= 1_000:
        thousands, rest = divmod(number, 1_000)
        name = "mil" if thousands == 1 else f"{in_spanish(thousands, before_masculine=True)} mil"
        return name + (f" {_spanish(rest)}" if rest else "")
    if number == 100:
        return "cien"
    if number > 100:
        hundreds, rest = divmod(number, 100)
        return _SPANISH_HUNDREDS[hundreds - 1] + (f" {_spanish(rest)}" if rest else "")
    if number >= 30:
        tens, ones = divmod(number, 10)
        return _SPANISH_TENS[tens - 3] + (f" y {_SPANISH_ONES[ones]}" if ones else "")
    return _SPANISH_ONES[number]
