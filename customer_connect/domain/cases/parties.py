"""Who else is in a case, as far as one party may know: never where they are, what serves them, or how to reach them.

A person with the family-violence indicator is shown to the other party by role alone (42 USC 654(26)), whatever the
agency's setting `privacy.other_party` says. Somebody who has left a case does not learn who came into it after them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from customer_connect.core.agencies import agency
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.cases.models import CaseMember, Participant


@dataclass(frozen=True)
class OtherParty:
    """Another parent or guardian in a case. `name` is empty where only the role may be shown."""

    participant_id: int
    role: Role
    name: str

    @property
    def label(self) -> str:
        """How a page calls them: by name, or by role."""
        return self.name or str(self.role.label)


@dataclass(frozen=True)
class Child:
    """A child in a case. `birth_on` is None where it is not on file or may not be shown."""

    name: str
    birth_on: date | None

    def age_on(self, day: date) -> int | None:
        """Return the age in full years on a day."""
        if self.birth_on is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_on.month, self.birth_on.day)
        return day.year - self.birth_on.year - (not had_birthday)


def other_parties(participant: Participant, *, on: date) -> dict[int, list[OtherParty]]:
    """Return the other parties who are in each of this person's cases on a day, by case."""
    rows = (
        CaseMember.objects.known_to(participant)
        .exclude(participant=participant)
        .parties()
        .on(on)
        .order_by("role", "participant_id")
        .values_list(
            "case_id",
            "role",
            "participant_id",
            "participant__has_family_violence_indicator",
            "participant__first_name",
            "participant__last_name",
            "participant__suffix",
        )
    )
    names_allowed = agency().privacy.other_party == "name"
    found: dict[int, list[OtherParty]] = defaultdict(list)
    for case_id, role, person_id, is_flagged, *names in rows:
        name = _joined(names) if names_allowed and not is_flagged else ""
        found[case_id].append(OtherParty(person_id, Role(role), name))
    return dict(found)


def children(participant: Participant, *, role: str, case_id: int, on: date) -> list[Child]:
    """Return the children of one of this person's cases, eldest first.

    A flagged child is shown to the parent who pays without name and birth date.
    """
    rows = (
        CaseMember.objects.known_to(participant)
        .filter(case_id=case_id)
        .children()
        .on(on)
        .order_by("participant__birth_on", "participant_id")
        .values_list(
            "participant__has_family_violence_indicator",
            "participant__birth_on",
            "participant__first_name",
            "participant__last_name",
            "participant__suffix",
        )
    )
    return [
        Child("", None) if is_flagged and role != Role.CUSTODIAL else Child(_joined(names), birth_on)
        for is_flagged, birth_on, *names in rows
    ]


def _joined(names: Iterable[str]) -> str:
    return " ".join(name for name in names if name)
