"""Postal addresses as they stand in a window envelope: the name and at most four lines."""

from collections.abc import Sequence

from customer_connect.domain.cases.models import Participant, PostalAddress
from customer_connect.domain.deliveries.enums import Reason
from customer_connect.domain.deliveries.models import BadAddress

MOST_LINES = 4
LONGEST_LINE = 50


def address_lines_of(address: PostalAddress) -> list[str]:
    """Return an address of the system of record, such as a participant's, or nothing when it is not valid."""
    if not address.is_mailable:
        return []
    town = f"{address.city}, {address.state} {address.postal_code}".strip(" ,")
    country = "" if address.country in {"", "US"} else address.country
    lines = [address.address_line_1, address.address_line_2, town, country]
    return [line.strip() for line in lines if line.strip()]


def name_on_envelope(participant: Participant) -> str:
    """Return the name that stands above the address, as much of it as fits on a line."""
    names = [participant.full_name, participant.short_name, participant.last_name]
    return next((name for name in names if len(name) <= LONGEST_LINE), participant.last_name[:LONGEST_LINE])


def why_not_mailable(name: str, lines: Sequence[str]) -> Reason:
    """Return why no letter goes to this person at this address, or Reason.NONE."""
    if not lines:
        return Reason.NO_ADDRESS
    is_too_long = len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines)
    is_whole = len(lines) >= 2 and any(character.isdigit() for line in lines for character in line)
    if is_too_long or not is_whole:
        return Reason.UNUSABLE
    if BadAddress.objects.of(name, lines).exists():
        return Reason.BAD_ADDRESS
    return Reason.NONE
