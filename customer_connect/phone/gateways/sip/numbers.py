"""Whose number is in a SIP header."""

import re

import phonenumbers

_USER = re.compile(r"(?:sips?|tel):([^@;>\s]*)", re.IGNORECASE)


def user_of(header: str) -> str:
    """Return the user part of the SIP or tel address in a header, wherever in it that stands."""
    found = _USER.search(header)
    return found[1] if found else ""


def number_in(header: str, *, country: str) -> str:
    """Return the number in a header in E.164, or "" where there is none: withheld, or an extension of an office."""
    try:
        number = phonenumbers.parse(user_of(header), country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
