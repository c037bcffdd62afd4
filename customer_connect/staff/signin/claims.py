"""What a provider's claims say of somebody's role and office, where an agency wants its provider to say so.

The rules stand in a file (docs/staff.md). Without it roles and offices are ours alone.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from customer_connect.domain.cases.models import Office
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole

EVERY_OFFICE = "every"
NEED_AN_OFFICE = {StaffRole.CASEWORKER, StaffRole.SUPERVISOR}


class BadClaimRules(Exception):
    """The file of rules cannot be used, and why."""


class NoPlaceClaimed(Exception):
    """The claims give nobody a place on the staff: no_role, no_office or unknown_office."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Place:
    """What somebody is on the staff, and where. Without an office: everywhere that the role allows."""

    role: StaffRole
    office: Office | None


@dataclass(frozen=True)
class ClaimRules:
    """Which values of which claim stand for which role and office, in the file's order: the first that is there counts.

    An office of None is every office. Without offices somebody's office stays what it is.
    """

    claim: str
    roles: Mapping[str, StaffRole]
    offices: Mapping[str, int | None] | None

    def place_of(self, staff: StaffMember, claims: Mapping[str, Any]) -> Place:
        """Return the place that the claims give somebody. Raises NoPlaceClaimed."""
        values = _values(claims, self.claim)
        role = next((role for value, role in self.roles.items() if value in values), None)
        if role is None:
            raise NoPlaceClaimed("no_role")
        return Place(role, self._office(staff, role, values))

    def _office(self, staff: StaffMember, role: StaffRole, values: set[str]) -> Office | None:
        if self.offices is None:
            if staff.office is None and role == StaffRole.SUPERVISOR != staff.role:
                raise NoPlaceClaimed("no_office")  # nobody comes to see every office because they had none
            return staff.office
        claimed = [number for value, number in self.offices.items() if value in values]
        if not claimed or (claimed[0] is None and role == StaffRole.CASEWORKER):
            if role in NEED_AN_OFFICE:
                raise NoPlaceClaimed("no_office")
            return None
        if claimed[0] is None:
            return None
        office = Office.objects.filter(pk=claimed[0], is_current=True).first()
        if office is None:
            raise NoPlaceClaimed("unknown_office")
        return office


def rules_in_force() -> ClaimRules | None:
    """Return the agency's rules, or nothing where roles and offices are ours. Raises BadClaimRules."""
    return rules_in(Path(settings.STAFF_SSO_ROLES)) if settings.STAFF_SSO_ROLES else None


@lru_cache(maxsize=4)
def rules_in(file: Path) -> ClaimRules:
    """Read a file of rules. Raises BadClaimRules."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadClaimRules(f"{file} cannot be read: {error}") from error
    unknown = table.keys() - {"claim", "roles", "offices"}
    if unknown:
        raise BadClaimRules(
            f"{file} has {', '.join(sorted(unknown))}: only claim, roles and offices are known."
        )
    claim, roles, offices = table.get("claim"), table.get("roles"), table.get("offices")
    if not isinstance(claim, str) or not claim or not isinstance(roles, dict) or not roles:
        raise BadClaimRules(f"{file} needs claim, the name of a claim, and a table [roles].")
    if offices is not None and not (isinstance(offices, dict) and offices):
        raise BadClaimRules(f"{file}: offices is a table with at least one line, or is not there.")
    return ClaimRules(
        claim,
        {value: _role(file, role) for value, role in roles.items()},
        None
        if offices is None
        else {value: _office_number(file, office) for value, office in offices.items()},
    )


def _role(file: Path, role: Any) -> StaffRole:
    if role not in StaffRole.values:
        raise BadClaimRules(f"{file}: {role!r} is no role. The roles are {', '.join(StaffRole.values)}.")
    return StaffRole(role)


def _office_number(file: Path, office: Any) -> int | None:
    if office == EVERY_OFFICE:
        return None
    if not isinstance(office, int) or isinstance(office, bool):
        raise BadClaimRules(f'{file}: {office!r} is no office. Write its number, or "{EVERY_OFFICE}".')
    return office


def _values(claims: Mapping[str, Any], name: str) -> set[str]:
    """Return the values of a claim, by its whole name or by the way to it: realm_access.roles."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return {found}
    return {value for value in found if isinstance(value, str)} if isinstance(found, list) else set()
