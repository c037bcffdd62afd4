"""Amounts, dates, times and numbers: in words for a voice, as people write them for a TTY or a screen."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language

from customer_connect.core.dates import format_clock, format_day
from customer_connect.core.money import format_dollars
from customer_connect.phone.dialogue.number_words import (
    in_english,
    in_spanish,
    ordinal_in_english,
    year_in_english,
)

_ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SPANISH_MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


class Said(NamedTuple):
    """One value in both forms, in the language in force."""

    spoken: str
    written: str


def amount(dollars: Decimal) -> Said:
    """Say dollars: twenty-one dollars and five cents; veintiún dólares con cinco centavos."""
    whole, cents = divmod(int(abs(dollars) * 100), 100)
    words = _spanish_amount(whole, cents) if _is_spanish() else _english_amount(whole, cents)
    if dollars < 0:
        words = f"{'menos' if _is_spanish() else 'minus'} {words}"
    return Said(words, format_dollars(dollars))


def day(on: date) -> Said:
    """Say a date: March second, twenty twenty-six; dos de marzo de dos mil veintiséis."""
    if _is_spanish():
        number = "primero" if on.day == 1 else in_spanish(on.day)
        words = f"{number} de {_SPANISH_MONTHS[on.month - 1]} de {in_spanish(on.year)}"
    else:
        words = f"{_ENGLISH_MONTHS[on.month - 1]} {ordinal_in_english(on.day)}, {year_in_english(on.year)}"
    return Said(words, format_day(on))


def weekday_and_day(on: date) -> Said:
    """Say a date with its day of the week: Tuesday, March third, …; martes tres de marzo de dos mil veintiséis."""
    said, name = day(on), str(WEEKDAYS[on.weekday()])
    between = " " if _is_spanish() else ", "
    return Said(f"{name}{between}{said.spoken}", f"{name}{between}{said.written}")


def clock(moment: datetime) -> Said:
    """Say a time of day, agency-local: eight thirty a.m.; las ocho y treinta de la mañana, las 8:30 a.m.; noon."""
    local = timezone.localtime(moment)
    article = "" if not _is_spanish() else "la " if local.hour % 12 == 1 else "las "
    return Said(_clock_words(local.time()), article + format_clock(moment))


def clock_time(at: time) -> str:
    """Return the words for a time of day."""
    return _clock_words(at)


def digits(number: str, *groups: int) -> Said:
    """Say a number digit by digit, with a pause between groups of these sizes: one two three, four five six."""
    parts = []
    rest = number
    for size in groups:
        parts.append(rest[:size])
        rest = rest[size:]
    parts = [part for part in [*parts, rest] if part]
    words = ", ".join(" ".join(count(int(digit)).spoken for digit in part) for part in parts)
    return Said(words, "-".join(parts))


def phone_number(number: str) -> Said:
    """Say a phone number given in E.164, without the country's 1 for numbers of this country."""
    national = number.removeprefix("+")
    if len(national) == 11 and national.startswith("1"):
        return digits(national[1:], 3, 3, 4)
    return digits(national, *[3] * (len(national) // 3))


def count(number: int) -> Said:
    """Say a whole number."""
    return Said(in_spanish(number) if _is_spanish() else in_english(number), str(number))


def count_of(number: int) -> Said:
    """Say a whole number before a noun (masculine in Spanish): un minuto, veintiún pagos."""
    words = in_spanish(number, before_masculine=True) if _is_spanish() else in_english(number)
    return Said(words, str(number))


def _is_spanish() -> bool:
    return (get_language() or "en").startswith("es")


def _english_amount(whole: int, cents: int) -> str:
    dollars = f"{in_english(whole)} {'dollar' if whole == 1 else 'dollars'}"
    small = f"{in_english(cents)} {'cent' if cents == 1 else 'cents'}"
    if not cents:
        return dollars
    return f"{dollars} and {small}" if whole else small


def _spanish_amount(whole: int, cents: int) -> str:
    name = "dólar" if whole == 1 else "dólares"
    link = "de " if whole and whole % 1_000_000 == 0 else ""
    dollars = f"{in_spanish(whole, before_masculine=True)} {link}{name}"
    small = f"{in_spanish(cents, before_masculine=True)} {'centavo' if cents == 1 else 'centavos'}"
    if not cents:
        return dollars
    return f"{dollars} con {small}" if whole else small


def _clock_words(at: time) -> str:
    hour = at.hour % 12 or 12
    if _is_spanish():
        name = "la una" if hour == 1 else f"las {in_spanish(hour)}"
        part = _spanish_part_of_day(at)
        return f"{name}{f' y {in_spanish(at.minute)}' if at.minute else ''} {part}"
    if at.hour == 12 and not at.minute:
        return "noon"
    minutes = f" {'oh ' if at.minute < 10 else ''}{in_english(at.minute)}" if at.minute else ""
    return f"{in_english(hour)}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"


def _spanish_part_of_day(at: time) -> str:
    if at.hour == 12 and at.minute == 0:
        return "del mediodía"
    if at.hour < 12:
        return "de la mañana" if at.hour else "de la noche"
    return "de la tarde" if at.hour < 20 else "de la noche"
