"""Business days, as ordinals (`date.toordinal`), and how often things fall due."""

from datetime import date
from functools import lru_cache

import holidays

_HOLIDAYS = holidays.country_holidays("US")
PERIODS_PER_YEAR = {"weekly": 52, "biweekly": 26, "semimonthly": 24, "monthly": 12}


@lru_cache(maxsize=32_768)
def business_day(ordinal: int) -> int:
    """Return the first business day at or after this day."""
    while date.fromordinal(ordinal).weekday() >= 5 or date.fromordinal(ordinal) in _HOLIDAYS:
        ordinal += 1
    return ordinal


def business_days_after(ordinal: int, count: int) -> int:
    """Return the day that is so many business days later."""
    for _ in range(count):
        ordinal = business_day(ordinal + 1)
    return ordinal


def month_starts(first: int, last: int) -> list[int]:
    """Return the first days of the months that begin from `first` to `last`."""
    day = date.fromordinal(first)
    year, month = (day.year, day.month) if day.day == 1 else _next_month(day.year, day.month)
    starts = []
    while (ordinal := date(year, month, 1).toordinal()) <= last:
        starts.append(ordinal)
        year, month = _next_month(year, month)
    return starts


def due_days(frequency: str, first: int, last: int) -> list[int]:
    """Return the days from `first` to `last` on which something of this frequency falls due."""
    if frequency in ("weekly", "biweekly"):
        return list(range(first, last + 1, 7 if frequency == "weekly" else 14))
    if frequency == "once":
        return [first] if first <= last else []
    day = min(date.fromordinal(first).day, 14)
    starts = month_starts(first - day + 1, last)
    days = [start + day - 1 for start in starts]
    if frequency == "semimonthly":
        days = sorted(days + [start + day + 13 for start in starts])
    return [ordinal for ordinal in days if first <= ordinal <= last]


def _next_month(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)
