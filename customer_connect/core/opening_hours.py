"""When agents answer, in words."""

from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from customer_connect.core.agencies import agency


def opening_hours() -> str:
    """Tell when agents answer: Agents: Monday to Friday, 8 a.m. to 5 p.m., except on holidays."""
    hours = agency().hours
    return _("Agents: %(days)s, %(opens)s to %(closes)s, except on holidays.") % {
        "days": _days(hours.days),
        "opens": _clock(hours.opens),
        "closes": _clock(hours.closes),
    }


def _days(days: list[int]) -> str:
    """Write ISO weekdays: a run as Monday to Friday, others one by one."""
    names = [str(WEEKDAYS[day - 1]) for day in sorted(days)]
    if len(days) > 2 and max(days) - min(days) == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def _clock(value: time) -> str:
    return time_format(value, "TIME_FORMAT")
