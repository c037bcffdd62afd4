"""A person's own part in their cases: all that most pages need to know of them, in one query."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from customer_connect.core.identifiers import format_case_number
from customer_connect.core.labels import label_of
from customer_connect.core.prepared_queries import PreparedQuery
from customer_connect.domain.cases.enums import CaseStatus, Role
from customer_connect.domain.cases.models import CaseMember, Participant


class OwnCase(NamedTuple):
    """A case as one of its parties sees it, with the office and caseworker that serve this party."""

    case_id: int
    status: str
    opened_on: date
    closed_on: date | None
    role: str
    office_name: str | None
    office_phone: str | None
    caseworker_first_name: str | None
    caseworker_last_name: str | None
    caseworker_extension: str | None

    @property
    def number(self) -> str:
        """The case number as the agency prints it."""
        return format_case_number(self.case_id)

    @property
    def is_open(self) -> bool:
        """Whether the agency is working the case."""
        return self.status == CaseStatus.OPEN

    @property
    def status_label(self) -> str:
        """Open or closed, in the language in force."""
        return label_of(CaseStatus, self.status)

    @property
    def role_label(self) -> str:
        """What this person is in the case, in the language in force."""
        return label_of(Role, self.role)

    @property
    def pays(self) -> bool:
        """Whether this person is the one who pays."""
        return self.role == Role.NONCUSTODIAL

    @property
    def is_paid(self) -> bool:
        """Whether this person is the one who is paid."""
        return self.role == Role.CUSTODIAL

    @property
    def caseworker_name(self) -> str:
        """First and last name of this person's caseworker, or nothing."""
        return " ".join(part for part in (self.caseworker_first_name, self.caseworker_last_name) if part)


_COLUMNS = (
    "case_id",
    "case__status",
    "case__opened_on",
    "case__closed_on",
    "role",
    "office__name",
    "office__phone",
    "caseworker__first_name",
    "caseworker__last_name",
    "caseworker__extension",
)


def own_cases(participant: Participant) -> list[OwnCase]:
    """Return this person's cases, open ones first, then the newest first."""
    return [OwnCase(*row) for row in _OWN_CASES.rows(participant_id=participant.pk)]


def _own_cases(participant_id: int) -> QuerySet[CaseMember, Any]:
    mine = CaseMember.objects.visible_to(Participant(pk=participant_id))
    return mine.order_by("-case__status", "-case__opened_on", "case_id").values_list(*_COLUMNS)


_OWN_CASES = PreparedQuery(_own_cases)
