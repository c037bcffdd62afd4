"""Days as moments, where the agency is."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begin_of(day: date) -> datetime:
    """Return a day's first moment."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """Return the next day's first moment: a day has 23 to 25 hours."""
    return begin_of(day + timedelta(days=1))
