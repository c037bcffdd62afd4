"""Whose cases and people a member of staff may open. A value: this area knows nothing of staff."""

from dataclasses import dataclass, field

from django.db.models import Q


@dataclass(frozen=True)
class StaffScope:
    """Everything, or the cases of an office together with those of some caseworkers. Empty, it is nothing."""

    is_everywhere: bool = False
    office_id: int | None = None
    caseworker_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all may be opened."""
        return not (self.is_everywhere or self.office_id is not None or self.caseworker_ids)

    def of_members(self) -> Q:
        """Return the condition on a case's member: served by the office or a caseworker, or in the office's case."""
        condition = Q(caseworker__in=self.caseworker_ids)
        if self.office_id is not None:
            condition |= Q(office=self.office_id) | Q(case__office=self.office_id)
        return condition
