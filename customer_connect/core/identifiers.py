"""Numbers that name people: Participant IDs of the system of record, Social Security numbers.

SSN rules: SSA POMS RM 10201.035 (area not 000, 666 or 9xx; group not 00; serial not 0000).
"""

import re
from dataclasses import dataclass

from stdnum.us import itin, ssn

from customer_connect.core.agencies import agency

_SEPARATORS = re.compile(r"[\s.\-–—]+")


class NotAnIdentifier(ValueError):
    """The text is neither a Participant ID nor an SSN."""


@dataclass(frozen=True)
class ParticipantId:
    """A Participant ID: the system of record's own number of a person."""

    number: int

    def __str__(self) -> str:
        return format_participant_id(self.number)


@dataclass(frozen=True)
class Ssn:
    """A Social Security number: nine digits that pass SSA's rules. Its repr hides it."""

    digits: str

    def __repr__(self) -> str:
        return "Ssn(***)"

    __str__ = __repr__


def digits_of(text: str) -> str:
    """Return the text without spaces, dots and dashes."""
    return _SEPARATORS.sub("", text)


def is_valid_ssn(digits: str) -> bool:
    """Tell whether nine digits can be an SSN by SSA's rules."""
    return len(digits) == 9 and digits.isascii() and digits.isdigit() and ssn.is_valid(digits)


def is_valid_itin(digits: str) -> bool:
    """Tell whether nine digits can be an Individual Taxpayer Identification Number (they begin with 9)."""
    return len(digits) == 9 and digits.isascii() and digits.isdigit() and itin.is_valid(digits)


def parse_identifier(text: str) -> ParticipantId | Ssn:
    """Read what a person typed as a Participant ID or an SSN, told apart by length.

    Raises NotAnIdentifier for anything else, and for an SSN where the agency does not take it.
    """
    digits = digits_of(text)
    rules = agency().identifiers
    if digits.isascii() and digits.isdigit():
        if len(digits) == rules.participant_id_digits:
            return ParticipantId(int(digits))
        if rules.sign_in_with_ssn and is_valid_ssn(digits):
            return Ssn(digits)
    raise NotAnIdentifier


def format_participant_id(number: int) -> str:
    """Write a Participant ID as the agency prints it, with leading zeros."""
    return f"{number:0{agency().identifiers.participant_id_digits}d}"


def format_case_number(number: int) -> str:
    """Write a case number as the agency prints it, with leading zeros."""
    return f"{number:0{agency().identifiers.case_number_digits}d}"
