"""Writes the demo agency: a full package and its sign-ins, or what changed in the days after one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from customer_connect.demo.accounts import AccountsFile, accounts_of
from customer_connect.demo.answers import Answers
from customer_connect.demo.cases import Family
from customer_connect.demo.crowds import family_by_chance, sizes
from customer_connect.demo.households import rows_of
from customer_connect.demo.offices import caseworkers, offices
from customer_connect.demo.packages import Package
from customer_connect.demo.personas import PERSONAS
from customer_connect.demo.tables import ParticipantRow, key_of
from customer_connect.demo.worlds import World


class NotADemoPackage(ValueError):
    """The folder holds no package that the demo agency wrote."""


@dataclass(frozen=True)
class Written:
    """What was written."""

    folder: Path
    rows: int


def write_full(world: World, folder: Path, *, participants: int) -> Written:
    """Write everything the agency knows on `world.as_of`, and accounts.json beside it."""
    package = Package(folder, is_delta=False)
    for office in offices(world):
        package.write(office)
    for caseworker in caseworkers(world):
        package.write(caseworker)
    with AccountsFile(folder / "accounts.json") as accounts:
        for family in families(world, participants):
            for row in rows_of(world, family):
                package.write(row)
            for account in accounts_of(world, family):
                accounts.write(account)
    return Written(folder, package.close(world, sequence=_sequence(world.as_of), participants=participants))


def write_delta(
    before: Path, folder: Path, *, days: int, zone: ZoneInfo, answers: Answers | None = None
) -> Written:
    """Write what changed in the days after the package `before`, and the answers. Raises NotADemoPackage."""
    old, sequence, participants = _read(before, zone)
    new = replace(old, as_of=old.as_of + timedelta(days=days))
    answers = answers or Answers()
    package = Package(folder, is_delta=True, has_answers=bool(answers.rows))
    for answer in answers.rows:
        package.write(answer)
    for family in families(new, participants):
        was = {(type(row), key_of(row)): row for row in rows_of(old, family)}
        for made in rows_of(new, family):
            row = answers.on_file(made) if isinstance(made, ParticipantRow) else made
            if was.pop((type(row), key_of(row)), None) != row:
                package.write(row)
        for row in was.values():
            package.write(row, is_deleted=True)
    return Written(folder, package.close(new, sequence=sequence + 1, participants=participants))


def families(world: World, participants: int) -> Iterator[Family]:
    """Yield the known families that fit, then families by chance, up to exactly so many people."""
    left = participants
    for number, make in enumerate(PERSONAS):
        family = make(world, number)
        if len(family.people) <= left:
            left -= len(family.people)
            yield family
    for number, size in sizes(world, len(PERSONAS), left):
        yield family_by_chance(world, number, size)


def _sequence(day: date) -> int:
    """Return a full package's number: days since 2000, so that it lies above every earlier one's."""
    return (day - date(2000, 1, 1)).days


def _read(package: Path, zone: ZoneInfo) -> tuple[World, int, int]:
    try:
        descriptor: dict[str, Any] = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
        demo, feed = descriptor["demo"], descriptor["customer_connect"]
        world = World(
            seed=demo["seed"],
            anchor=date.fromisoformat(demo["anchor"]),
            as_of=date.fromisoformat(feed["as_of"]),
            zone=zone,
            payments_per_case=demo["payments_per_case"],
        )
        return world, int(feed["sequence"]), int(demo["participants"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotADemoPackage(f"{package} holds no package of the demo agency.") from error
