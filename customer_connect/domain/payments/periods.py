"""Periods of a payment history: the ones people are asked to prove."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Period:
    """Days from `starts_on` to `ends_on`, both included. None is an open end."""

    starts_on: date | None = None
    ends_on: date | None = None


class NamedPeriod(models.TextChoices):
    """Periods that a page offers by name."""

    LAST_12_MONTHS = "last-12-months", _("Last 12 months")
    THIS_YEAR = "this-year", _("This year")
    LAST_YEAR = "last-year", _("Last year")
    ALL = "all", _("All dates")


def period_of(choice: NamedPeriod, *, today: date) -> Period:
    """Return the days that a named period means today."""
    match choice:
        case NamedPeriod.LAST_12_MONTHS:
            return Period(_a_year_before(today) + timedelta(days=1), today)
        case NamedPeriod.THIS_YEAR:
            return Period(date(today.year, 1, 1), today)
        case NamedPeriod.LAST_YEAR:
            return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        case NamedPeriod.ALL:
            return Period(None, today)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # February 29
        return date(day.year - 1, 2, 28)
