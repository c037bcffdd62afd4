"""What the system of record has now, beside what was said."""

from dataclasses import dataclass

from customer_connect.core.languages import Language
from customer_connect.core.phones import format_phone
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.details import OTHER_PARTY_FIELDS, OWN_FIELDS, is_same, on_file
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.deliveries.postal_addresses import address_lines_of

_LABELS = {
    "address_line_1": "Street address",
    "address_line_2": "Second line",
    "city": "City",
    "state": "State",
    "postal_code": "ZIP Code",
    "country": "Country",
    "mobile_phone": "Mobile phone",
    "home_phone": "Home phone",
    "work_phone": "Work phone",
    "email": "Email",
    "employer_name": "Employer",
    "employer_phone": "Employer’s phone",
    "employer_address": "Employer’s address",
    "language": "Language",
    "address": "Address",
    "phone": "Phone",
    "vehicle": "Vehicles",
    "property_or_accounts": "Property, accounts, income",
    "anything_else": "Anything else",
}
_PHONES = ("mobile_phone", "home_phone", "work_phone")


@dataclass(frozen=True)
class Compared:
    """One field: what is on file, and what was said. `is_kept` tells whether the record has such a field at all."""

    label: str
    now: list[str]
    said: list[str]
    is_different: bool
    is_kept: bool = True


def comparison_of(change: ReportedChange) -> list[Compared]:
    """Return a report field by field: of the other party only what was filled."""
    if change.about is not None:
        return [_other(change.about, name, change.details[name]) for name in _told(change)]
    known, said = on_file(change.author, Kind(change.kind)), change.details
    return [_own(name, known[name], said.get(name, "")) for name in OWN_FIELDS[Kind(change.kind)]]


def _told(change: ReportedChange) -> list[str]:
    return [name for name in OTHER_PARTY_FIELDS if name in change.details]


def _own(name: str, now: str, said: str) -> Compared:
    return Compared(_LABELS[name], _written(name, now), _written(name, said), not is_same(name, said, now))


def _other(about: Participant, name: str, said: str) -> Compared:
    now = {
        "address": address_lines_of(about),
        "phone": [format_phone(number) for phone in _PHONES if (number := getattr(about, phone))],
        "email": [about.email] if about.email else [],
        "employer_name": [about.employer_name] if about.employer_name else [],
        "employer_address": about.employer_address.splitlines(),
    }.get(name)
    lines = said.splitlines()
    same = {_plain(line) for line in (now or [])} | {_plain(" ".join(now or []))}
    return Compared(_LABELS[name], now or [], lines, _plain(" ".join(lines)) not in same, now is not None)


def _written(name: str, value: str) -> list[str]:
    if name == "language" and value:
        return [str(Language(value).label)]
    if name.endswith("_phone") and value:
        return [format_phone(value)]
    return value.splitlines()


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
