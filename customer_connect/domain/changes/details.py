"""What a report can say: the fields of each kind, and what the system of record has in them now."""

from collections.abc import Callable

from customer_connect.core.phones import format_phone
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.enums import Kind

Details = dict[str, str]

OWN_FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.ADDRESS: ("address_line_1", "address_line_2", "city", "state", "postal_code", "country"),
    Kind.PHONES: ("mobile_phone", "home_phone", "work_phone"),
    Kind.EMAIL: ("email",),
    Kind.EMPLOYER: ("employer_name", "employer_phone", "employer_address"),
    Kind.LANGUAGE: ("language",),
}
OTHER_PARTY_FIELDS = (
    "address",
    "phone",
    "email",
    "employer_name",
    "employer_address",
    "vehicle",
    "property_or_accounts",
    "anything_else",
)
# What is the same though it is written otherwise. An address without a country is in the United States.
_SAME: dict[str, Callable[[str], str]] = {
    "email": str.casefold,
    "country": lambda code: "" if code == "US" else code,
    **dict.fromkeys(("mobile_phone", "home_phone", "work_phone", "employer_phone"), format_phone),
}


def on_file(participant: Participant, kind: Kind) -> Details:
    """Return what the system of record has in the fields of one kind. A person's own record only."""
    return {name: getattr(participant, name) for name in OWN_FIELDS[kind]}


def is_news(participant: Participant, kind: Kind, details: Details) -> bool:
    """Tell whether a report about oneself differs from what is on file."""
    known = on_file(participant, kind)
    return any(not is_same(name, details.get(name, ""), known[name]) for name in known)


def is_same(name: str, one: str, other: str) -> bool:
    """Tell whether two values of a field mean the same, however they are written."""
    return _plain(name, one) == _plain(name, other)


def _plain(name: str, value: str) -> str:
    return _SAME.get(name, str)(value.strip())
