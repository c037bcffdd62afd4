"""Telephone numbers, written as people here do."""

from functools import lru_cache

import phonenumbers


def country_of(number: str) -> str:
    """Return the two-letter country that a number in E.164 belongs to, or nothing."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""


def e164_of(typed: str, country: str) -> str | None:
    """Return a number as it is dialled from a country in E.164, or None where it can be none."""
    try:
        parsed = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    is_one = phonenumbers.is_possible_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if is_one else None


@lru_cache(maxsize=5_000)
def format_phone(number: str) -> str:
    """Write a number as 866-901-3212; other countries' numbers in full. What is no number is left alone."""
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code == 1:
        national = str(parsed.national_number)
        return f"{national[:3]}-{national[3:6]}-{national[6:]}" if len(national) == 10 else number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
