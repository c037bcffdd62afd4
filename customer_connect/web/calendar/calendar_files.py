"""Calendar files (RFC 5545) that a person puts into their own calendar.

An event keeps its UID when its date changes, so that a calendar replaces it. For somebody with the family-violence
indicator the file says no more than when and at which address: a calendar is often shared or seen by others.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from customer_connect.core.agencies import agency
from customer_connect.domain.calendar.enums import DateStatus
from customer_connect.domain.calendar.schedules import CalendarDate
from customer_connect.web.calendar.preparations import preparations

# A later state of the same event must have a higher number, or calendars ignore it.
_SEQUENCE = {
    DateStatus.SCHEDULED: 0,
    DateStatus.RESCHEDULED: 1,
    DateStatus.CANCELED: 2,
    DateStatus.HELD: 2,
}


def calendar_file(dates: Iterable[CalendarDate], *, now: datetime, is_discreet: bool) -> bytes:
    """Return a calendar with these dates, in the language in force and the agency's time zone."""
    calendar = Calendar()
    maker = "-//Calendar//EN" if is_discreet else f"-//{agency().product.en}//EN"
    calendar.add("prodid", maker)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for date in dates:
        calendar.add_component(_event(date, now=now, is_discreet=is_discreet))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(date: CalendarDate, *, now: datetime, is_discreet: bool) -> Event:
    event = Event()
    event.add("uid", f"{date.kind}-{date.number}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", date.starts_at.astimezone(agency().place.zone))
    if date.minutes:
        event.add("duration", timedelta(minutes=date.minutes))
    event.add("sequence", _SEQUENCE[date.status])
    event.add("status", "CANCELLED" if date.status == DateStatus.CANCELED else "CONFIRMED")
    event.add("class", "PRIVATE")
    language = {"language": get_language() or "en"}
    event.add("summary", _summary(date, is_discreet=is_discreet), parameters=language)
    if location := _location(date, is_discreet=is_discreet):
        event.add("location", location, parameters=language)
    if not is_discreet:
        event.add("description", "\n".join(preparations(date)), parameters=language)
    if date.is_to_come:
        event.add_component(_alarm())
    return event


def _summary(date: CalendarDate, *, is_discreet: bool) -> str:
    if is_discreet:
        return _("Appointment")
    return _("Court date") if date.is_court_date else _("Child support appointment")


def _location(date: CalendarDate, *, is_discreet: bool) -> str:
    if is_discreet:
        return date.address
    return ", ".join(part for part in (date.place, date.department, date.address) if part)


def _alarm() -> Alarm:
    """Return a reminder of the day before that says nothing."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-1))
    alarm.add("description", _("Appointment"))
    return alarm
