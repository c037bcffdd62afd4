"""Reading one field: a pattern that accepts what is plainly right, and a reader that explains all the rest."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from customer_connect.core.identifiers import digits_of, is_valid_itin, is_valid_ssn
from customer_connect.exchange.inbound.tables import Column

Reader = Callable[[str], str]

# Control characters, line and paragraph separators, text-direction overrides, byte order marks.
CONTROL = "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff"
_HAS_CONTROL = re.compile(f"[{CONTROL}]")
_PLAIN = f'[^{CONTROL},"\\\\]'
_DATE = (
    "(?:19|20|21)[0-9][0-9]-"
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_AMOUNT = re.compile(r"(-?)([0-9]+)(?:\.([0-9]*))?")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REASON_OF_FORMAT = {
    "email": "bad_email",
    "phone": "bad_phone",
    "home_phone": "bad_phone",
    "mobile_phone": "bad_phone",
    "work_phone": "bad_phone",
    "employer_phone": "bad_phone",
    "country": "bad_country",
    "state": "bad_state",
    "postal_code": "bad_postal_code",
}
AMOUNT_DIGITS = 10
ID_DIGITS = 18


class Problem(NamedTuple):
    """What is wrong with a row. A problem that is not fatal costs the row only that field."""

    field: str
    reason: str
    message: str
    is_fatal: bool = True


class BadFieldError(ValueError):
    """A field cannot be read."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


def plain_pattern(column: Column) -> str:
    """Return a pattern that matches only fields that are right and are written the one usual way."""
    pattern = _plain_pattern(column)
    return pattern if column.is_required else f"(?:{pattern})?"


def _plain_pattern(column: Column) -> str:
    limits = column.constraints
    if column.name in {"ssn", "itin"}:
        return "[0-9]{9}"  # looked at again when it is sealed
    if "enum" in limits:
        return "(?:" + "|".join(re.escape(value) for value in limits["enum"]) + ")"
    if column.is_id:
        return "[1-9][0-9]{0,17}"
    if column.type == "integer":
        return "[1-9][0-9]{0,2}"
    if column.type == "number":
        return r"-?[0-9]{1,10}\.[0-9]{2}"
    if column.type == "boolean":
        return "(?:true|false)"
    if column.type == "date":
        return _DATE
    if column.type == "datetime":
        return f"{_DATE}T{_TIME}"
    if "pattern" in limits:
        bounded = f"(?=[^,]{{1,{limits['maxLength']}}}(?:,|$))" if "maxLength" in limits else ""
        inner = limits["pattern"].removeprefix("^").removesuffix("$").replace(r"[^@\s]", r"[A-Za-z0-9._%+'-]")
        return f"{bounded}(?:{inner})"
    return f"(?! ){_PLAIN}{{1,{limits['maxLength']}}}(?<! )"


def reader_of(column: Column) -> Reader:
    """Return the function that reads a field of the column: the text in its one usual form, '' for missing.

    The function raises BadFieldError.
    """
    read = _reader_of_kind(column)

    def read_field(text: str) -> str:
        if found := _HAS_CONTROL.search(text):
            raise BadFieldError("control_character", f"holds the character U+{ord(found[0]):04X}")
        text = text.strip()
        if not text:
            if column.is_required:
                raise BadFieldError("missing_value", "is required and empty")
            return ""
        return read(text)

    return read_field


def _reader_of_kind(column: Column) -> Reader:
    if column.name == "ssn":
        return _read_ssn
    if column.name == "itin":
        return _read_itin
    if column.name == "birth_on":
        return _read_birth_date
    if "enum" in column.constraints:
        return _enum_reader(column)
    if column.is_id:
        return _read_id
    if column.type == "integer":
        return _integer_reader(column)
    return {
        "number": _read_amount,
        "boolean": _read_boolean,
        "date": _read_date,
        "datetime": _read_datetime,
        "string": _text_reader(column),
    }[column.type]


def _read_ssn(text: str) -> str:
    digits = digits_of(text)
    if not is_valid_ssn(digits):
        raise BadFieldError(
            "bad_ssn", "breaks SSA's rules (area not 000, 666, 9xx; group not 00; serial not 0000)"
        )
    return digits


def _read_itin(text: str) -> str:
    digits = digits_of(text)
    if not is_valid_itin(digits):
        raise BadFieldError("bad_itin", "breaks the IRS's rules (nine digits beginning with 9)")
    return digits


def _read_birth_date(text: str) -> str:
    try:
        return _read_date(text)
    except BadFieldError as error:
        raise BadFieldError("bad_birth_date", error.message) from error


def _enum_reader(column: Column) -> Reader:
    allowed = frozenset(column.constraints["enum"])
    known = ", ".join(column.constraints["enum"])

    def read(text: str) -> str:
        if text not in allowed:
            raise BadFieldError("unknown_value", f"is {text[:40]!r}, not one of: {known}")
        return text

    return read


def _read_id(text: str) -> str:
    if not (text.isascii() and text.isdigit() and int(text[:40]) and len(text.lstrip("0")) <= ID_DIGITS):
        raise BadFieldError(
            "bad_id", f"is {text[:40]!r}, not a positive whole number of at most {ID_DIGITS} digits"
        )
    return text.lstrip("0")


def _integer_reader(column: Column) -> Reader:
    least, most = column.constraints["minimum"], column.constraints["maximum"]

    def read(text: str) -> str:
        if not (text.isascii() and text.isdigit() and len(text) <= ID_DIGITS and least <= int(text) <= most):
            raise BadFieldError("bad_integer", f"is {text[:40]!r}, not a whole number from {least} to {most}")
        return str(int(text))

    return read


def _read_amount(text: str) -> str:
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise BadFieldError("bad_amount", f"is {text[:40]!r}, not an amount like 1234.50")
    sign, dollars, cents = found.groups()
    if cents is None or len(cents) != 2:
        raise BadFieldError("amount_too_precise", f"is {text[:40]!r}, which has not two decimal places")
    if len(dollars.lstrip("0")) > AMOUNT_DIGITS:
        raise BadFieldError("amount_too_large", f"is {text[:40]!r}, ten billion dollars or more")
    return f"{sign}{dollars.lstrip('0') or '0'}.{cents}"


def _read_boolean(text: str) -> str:
    if text not in {"true", "false"}:
        raise BadFieldError("bad_boolean", f"is {text[:40]!r}, neither true nor false")
    return text


def _read_date(text: str) -> str:
    try:
        day = date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise BadFieldError("bad_date", f"is {text[:40]!r}, not a date of the calendar like 2026-03-02")
    if not 1900 <= day.year <= 2199:
        raise BadFieldError("date_out_of_range", f"is {text}, before 1900 or after 2199")
    return text


def _read_datetime(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadFieldError("bad_datetime", f"is {text[:40]!r}, not like 2026-03-02T08:30:00-08:00")
    if not 1900 <= moment.year <= 2199:
        raise BadFieldError("date_out_of_range", f"is {text[:40]}, before 1900 or after 2199")
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _text_reader(column: Column) -> Reader:
    longest = column.constraints.get("maxLength", 10_000)
    pattern = re.compile(column.constraints.get("pattern", ""))

    def read(text: str) -> str:
        if len(text) > longest and column.name not in _REASON_OF_FORMAT:
            raise BadFieldError("too_long", f"has {len(text)} characters, at most {longest} are allowed")
        if not pattern.search(text):
            raise BadFieldError(
                _REASON_OF_FORMAT.get(column.name, "bad_format"), "has not the form of the schema"
            )
        return text

    return read
