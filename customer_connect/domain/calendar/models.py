"""Tables of court dates and appointments. Primary keys are the system of record's own numbers."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from customer_connect.domain.calendar.enums import (
    AppointmentMode,
    AppointmentPurpose,
    DateStatus,
    HearingPurpose,
)
from customer_connect.domain.cases.models import Case, CaseMember, Participant


class CourtDateQuerySet(models.QuerySet["CourtDate"]):
    """Court dates, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "CourtDateQuerySet":
        """Return the hearings this person is called to: their own and those all parties are called to.

        Those who left the case before such a hearing are not called to it, and not told who will be where.
        """
        mine = CaseMember.objects.visible_to(participant).filter(case=OuterRef("case"))
        still_in = mine.filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("starts_at")))
        called = Q(participant=participant) | Q(Exists(still_in), participant=None)
        return self.filter(called, case__in=Case.objects.visible_to(participant))

    def soonest_first(self) -> "CourtDateQuerySet":
        """Order by time."""
        return self.order_by("starts_at", "id")

    def standing_after(self, moment: datetime) -> "CourtDateQuerySet":
        """Return those to come that are not canceled."""
        standing = [DateStatus.SCHEDULED, DateStatus.RESCHEDULED]
        return self.filter(starts_at__gte=moment, status__in=standing).soonest_first()


class CourtDate(models.Model):
    """A hearing. With a participant it calls that person alone; without one it calls every party of the case."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="court_dates")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, related_name="court_dates"
    )
    starts_at = models.DateTimeField()
    purpose = models.CharField(max_length=16, choices=HearingPurpose)
    status = models.CharField(max_length=12, choices=DateStatus)
    courthouse = models.CharField(max_length=120)
    department = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200)
    court_number = models.CharField(max_length=30, blank=True)

    objects = CourtDateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.starts_at} {self.purpose}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "AppointmentQuerySet":
        """Return this person's own appointments. Nobody sees another's."""
        return self.filter(participant=participant, case__in=Case.objects.visible_to(participant))

    def soonest_first(self) -> "AppointmentQuerySet":
        """Order by time."""
        return self.order_by("starts_at", "id")

    def standing_after(self, moment: datetime) -> "AppointmentQuerySet":
        """Return those to come that are not canceled."""
        standing = [DateStatus.SCHEDULED, DateStatus.RESCHEDULED]
        return self.filter(starts_at__gte=moment, status__in=standing).soonest_first()


class Appointment(models.Model):
    """A meeting of one participant with the agency."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appointments")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    purpose = models.CharField(max_length=16, choices=AppointmentPurpose)
    mode = models.CharField(max_length=12, choices=AppointmentMode)
    status = models.CharField(max_length=12, choices=DateStatus)
    place = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.starts_at} {self.purpose}"
