"""Dates: what is coming up, what was, and calendar files of it."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.calendar.schedules import CalendarDate, date_of, dates_of
from customer_connect.web.calendar.calendar_files import calendar_file
from customer_connect.web.calendar.preparations import preparations
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("calendar.dates_viewed")
def dates(request: HttpRequest) -> HttpResponse:
    """List the reader's dates: those to come, soonest first, and the past, newest first."""
    participant = participant_of(request)
    upcoming, past = dates_of(participant, now=timezone.now())
    context = {
        "upcoming": [(found, preparations(found)) for found in upcoming],
        "past": past,
        "participant": participant,
    }
    return render(request, "calendar/dates.html", context)


@require_safe
@audited("calendar.file_downloaded")
def all_dates_file(request: HttpRequest) -> HttpResponse:
    """Send everything to come as one calendar file, canceled dates as canceled."""
    upcoming, _past = dates_of(participant_of(request), now=timezone.now())
    return _file(request, upcoming, _("dates"))


@require_safe
@audited("calendar.file_downloaded")
def court_date_file(request: HttpRequest, number: int) -> HttpResponse:
    """Send one of the reader's court dates as a calendar file."""
    found = CourtDate.objects.visible_to(participant_of(request)).filter(pk=number).first()
    return _one(request, found)


@require_safe
@audited("calendar.file_downloaded")
def appointment_file(request: HttpRequest, number: int) -> HttpResponse:
    """Send one of the reader's appointments as a calendar file."""
    found = Appointment.objects.visible_to(participant_of(request)).filter(pk=number).first()
    return _one(request, found)


def _one(request: HttpRequest, found: CourtDate | Appointment | None) -> HttpResponse:
    if found is None:
        raise Http404
    return _file(request, [date_of(found)], _("date"))


def _file(request: HttpRequest, listed: Sequence[CalendarDate], name: str) -> HttpResponse:
    is_discreet = participant_of(request).has_family_violence_indicator
    return HttpResponse(
        calendar_file(listed, now=timezone.now(), is_discreet=is_discreet),
        headers={
            "Content-Type": "text/calendar; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{name}.ics"',
            "Cache-Control": "no-store",
        },
    )
