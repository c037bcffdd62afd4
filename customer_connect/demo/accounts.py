"""The demo's ready sign-ins: accounts.json, beside the package and never part of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from customer_connect.demo.cases import Family
from customer_connect.demo.people import Person
from customer_connect.demo.pins import pin_of
from customer_connect.demo.worlds import World

_ADULT_YEARS = 18


class AccountsFile:
    """A JSON list in the making, one sign-in a line."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._separator = "[\n"

    def __enter__(self) -> "AccountsFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.write("[]\n" if self._separator == "[\n" else "\n]\n")
        self._file.close()

    def write(self, account: dict[str, Any]) -> None:
        """Add one sign-in."""
        self._file.write(self._separator + json.dumps(account, ensure_ascii=False))
        self._separator = ",\n"


def accounts_of(world: World, family: Family) -> Iterator[dict[str, Any]]:
    """Yield the sign-ins of a family's adults who are parents or guardians in a case, or were, and have a PIN."""
    roles: dict[int, set[str]] = {}
    for case in family.cases:
        roles.setdefault(case.custodial.number, set()).add("custodial")
        for payer in case.payers:
            roles.setdefault(payer.person.number, set()).add("noncustodial")
    for person in family.people:
        if person.number in roles and _is_adult(world, person) and not person.has_no_pin:
            yield _account(world, family.number, person, sorted(roles[person.number]))


def _is_adult(world: World, person: Person) -> bool:
    born = person.row.birth_on
    if born is None:
        return True
    has_birthday_to_come = (world.anchor.month, world.anchor.day) < (born.month, born.day)
    return world.anchor.year - born.year - has_birthday_to_come >= _ADULT_YEARS


def _account(world: World, family: int, person: Person, roles: list[str]) -> dict[str, Any]:
    row = person.row
    return {
        "participant_id": str(row.participant_id),
        "ssn": row.ssn,
        "pin": pin_of(
            world, family=family, participant_id=row.participant_id, ssn=row.ssn, birth_on=row.birth_on
        ),
        "pin_is_temporary": person.has_temporary_pin,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "language": row.language,
        "roles": roles,
        "remarks": person.remarks,
    }
