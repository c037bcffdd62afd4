"""When agents answer: in words, and as spans of time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency


def opening_hours() -> str:
    """Tell when agents answer: Agents: Monday to Friday, 8 a.m. to 5 p.m., except on holidays."""
    hours = agency().hours
    return _("Agents: %(days)s, %(opens)s to %(closes)s, except on holidays.") % {
        "days": words_for_days(hours.days),
        "opens": _clock(hours.opens),
        "closes": _clock(hours.closes),
    }


def is_open_at(moment: datetime) -> bool:
    """Tell whether agents answer at a moment."""
    opens, closes = next(openings_from(moment))
    return opens <= moment < closes


def openings_from(moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when until when agents answer, agency-local, beginning with the span that is not over yet."""
    hours, zone = agency().hours, agency().place.zone
    day = moment.astimezone(zone).date()
    while True:
        if day.isoweekday() in hours.days and not is_holiday(day):
            closes = datetime.combine(day, hours.closes, zone)
            if closes > moment:
                yield datetime.combine(day, hours.opens, zone), closes
        day += timedelta(days=1)


def is_holiday(day: date) -> bool:
    """Tell whether a day is a holiday of the agency's state."""
    place = agency().place
    return day in _holidays_of(place.country, place.state)


@lru_cache(maxsize=8)
def _holidays_of(country: str, state: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=state)


def words_for_days(days: list[int]) -> str:
    """Write ISO weekdays: a run as Monday to Friday, others one by one."""
    names = [str(WEEKDAYS[day - 1]) for day in sorted(days)]
    if len(days) > 2 and max(days) - min(days) == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def _clock(value: time) -> str:
    return time_format(value, "TIME_FORMAT")
