"""All dates of one person: court dates and appointments in one list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from customer_connect.domain.calendar.enums import (
    AppointmentMode,
    AppointmentPurpose,
    DateStatus,
    HearingPurpose,
)
from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.models import Participant


@dataclass(frozen=True)
class CalendarDate:
    """A court date or an appointment. `minutes` is None for court: nobody knows how long it takes."""

    kind: str
    number: int
    case_number: str
    starts_at: datetime
    minutes: int | None
    purpose: str
    status: DateStatus
    mode: str
    place: str
    department: str
    address: str
    court_number: str

    @property
    def is_court_date(self) -> bool:
        """Whether it is a hearing."""
        return self.kind == "court-date"

    @property
    def is_canceled(self) -> bool:
        """Whether it will not take place."""
        return self.status == DateStatus.CANCELED

    @property
    def is_rescheduled(self) -> bool:
        """Whether `starts_at` is a new date in place of an earlier one."""
        return self.status == DateStatus.RESCHEDULED

    @property
    def is_to_come(self) -> bool:
        """Whether somebody should still be there."""
        return self.status in (DateStatus.SCHEDULED, DateStatus.RESCHEDULED)

    @property
    def purpose_label(self) -> str:
        """What it is about, in the language in force."""
        purposes = HearingPurpose if self.is_court_date else AppointmentPurpose
        return str(purposes(self.purpose).label)

    @property
    def status_label(self) -> str:
        """Whether it stands, in the language in force."""
        return str(self.status.label)

    @property
    def mode_label(self) -> str:
        """How an appointment is held, in the language in force."""
        return str(AppointmentMode(self.mode).label) if self.mode else ""


def dates_of(participant: Participant, *, now: datetime) -> tuple[list[CalendarDate], list[CalendarDate]]:
    """Return what is today or later, soonest first, and what is past, newest first."""
    hearings = CourtDate.objects.visible_to(participant).select_related("case")
    meetings = Appointment.objects.visible_to(participant).select_related("case")
    dates = sorted(
        map(date_of, [*hearings, *meetings]), key=lambda date: (date.starts_at, date.kind, date.number)
    )
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    upcoming = [date for date in dates if date.starts_at >= today and date.status != DateStatus.HELD]
    past = [date for date in reversed(dates) if date.starts_at < today or date.status == DateStatus.HELD]
    return upcoming, past


def date_of(found: CourtDate | Appointment) -> CalendarDate:
    """Return a court date or an appointment in the common shape."""
    if isinstance(found, CourtDate):
        return CalendarDate(
            kind="court-date",
            number=found.pk,
            case_number=found.case.number,
            starts_at=found.starts_at,
            minutes=None,
            purpose=found.purpose,
            status=DateStatus(found.status),
            mode="",
            place=found.courthouse,
            department=found.department,
            address=found.address,
            court_number=found.court_number,
        )
    return CalendarDate(
        kind="appointment",
        number=found.pk,
        case_number=found.case.number,
        starts_at=found.starts_at,
        minutes=found.minutes,
        purpose=found.purpose,
        status=DateStatus(found.status),
        mode=found.mode,
        place=found.place,
        department="",
        address=found.address,
        court_number="",
    )
