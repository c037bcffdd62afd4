"""Business days: the days on which the agency is open, without the holidays of its state."""

from datetime import date, timedelta

from customer_connect.core.agencies import agency
from customer_connect.core.opening_hours import is_holiday


def is_business_day(day: date) -> bool:
    """Tell whether the agency works on a day."""
    return day.isoweekday() in agency().hours.days and not is_holiday(day)


def business_days_after(day: date, count: int) -> date:
    """Return the day that is so many business days later. The day itself does not count."""
    while count:
        day += timedelta(days=1)
        count -= is_business_day(day)
    return day
