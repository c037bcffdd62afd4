"""What is coming up for one person: court dates and appointments in one list."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from customer_connect.core.labels import label_of
from customer_connect.core.prepared_queries import PreparedQuery
from customer_connect.domain.calendar.enums import (
    AppointmentMode,
    AppointmentPurpose,
    DateStatus,
    HearingPurpose,
)
from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.models import Participant


class UpcomingDate(NamedTuple):
    """The next thing to be at."""

    starts_at: datetime
    is_court_date: bool
    purpose: str
    status: str
    where: str
    mode: str

    @property
    def purpose_label(self) -> str:
        """What it is about, in the language in force."""
        purposes = HearingPurpose if self.is_court_date else AppointmentPurpose
        return label_of(purposes, self.purpose)

    @property
    def where_label(self) -> str:
        """The courthouse, the place, or how it is held."""
        return self.where or (label_of(AppointmentMode, self.mode) if self.mode else "")

    @property
    def is_rescheduled(self) -> bool:
        """Whether the date has changed."""
        return self.status == DateStatus.RESCHEDULED


def next_date(participant: Participant, *, now: datetime) -> UpcomingDate | None:
    """Return the next court date or appointment that stands."""
    hearing = _HEARINGS.first(participant_id=participant.pk, now=now)
    meeting = _MEETINGS.first(participant_id=participant.pk, now=now)
    found = []
    if hearing:
        starts_at, purpose, status, courthouse = hearing
        found.append(UpcomingDate(starts_at, True, purpose, status, courthouse, ""))
    if meeting:
        starts_at, purpose, status, place, mode = meeting
        found.append(UpcomingDate(starts_at, False, purpose, status, place, mode))
    return min(found, default=None)


def _hearings(participant_id: int, now: datetime) -> QuerySet[CourtDate, Any]:
    mine = CourtDate.objects.visible_to(Participant(pk=participant_id)).standing_after(now)
    return mine.values_list("starts_at", "purpose", "status", "courthouse")[:1]


def _meetings(participant_id: int, now: datetime) -> QuerySet[Appointment, Any]:
    mine = Appointment.objects.visible_to(Participant(pk=participant_id)).standing_after(now)
    return mine.values_list("starts_at", "purpose", "status", "place", "mode")[:1]


_HEARINGS = PreparedQuery(_hearings)
_MEETINGS = PreparedQuery(_meetings)
