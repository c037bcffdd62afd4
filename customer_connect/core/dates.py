"""Dates and times, always agency-local."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext


def today() -> date:
    """Return today's date where the agency is."""
    return timezone.localdate()


def format_day(day: date) -> str:
    """Write a date in the language in force: March 2, 2026; 2 de marzo de 2026."""
    return _day_in(get_language(), day)


@lru_cache(maxsize=20_000)
def _day_in(language: str | None, day: date) -> str:  # noqa: ARG001  (the language in force is what counts)
    return date_format(day, "DATE_FORMAT")


def format_span(first: date, last: date) -> str:
    """Write two days and all between: March 2, 2026 to April 3, 2026; del 2 de marzo de 2026 al 3 de abril de 2026."""
    return pgettext("dates", "%(first)s to %(last)s") % {"first": format_day(first), "last": format_day(last)}


def format_month(day: date) -> str:
    """Write a month in the language in force: March 2026; marzo de 2026."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def format_moment(moment: datetime) -> str:
    """Write a date and time, agency-local, in the language in force."""
    local = timezone.localtime(moment)
    return _moment_in(get_language(), local.replace(second=0, microsecond=0, tzinfo=None))


@lru_cache(maxsize=20_000)
def _moment_in(language: str | None, local: datetime) -> str:  # noqa: ARG001  (the language in force is what counts)
    return date_format(local, "DATETIME_FORMAT")


def format_clock(moment: datetime) -> str:
    """Write a time of day, agency-local: 8:30 a.m."""
    return date_format(timezone.localtime(moment), "TIME_FORMAT")
