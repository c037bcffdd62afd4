"""When ordered amounts fall due, and how much of them in each month.

This is what the orders say, not what anybody owes: balances come from the system of record alone.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from customer_connect.domain.cases.enums import Frequency

_DAYS_BETWEEN = {Frequency.WEEKLY: 7, Frequency.BIWEEKLY: 14}


class Ordered(NamedTuple):
    """What an order asks for: dollars at each due date, from one day to another or without end."""

    amount: Decimal
    frequency: str
    begins_on: date
    ends_on: date | None


ORDERED_COLUMNS = Ordered._fields


def due_dates(order: Ordered, *, first: date, last: date) -> Iterator[date]:
    """Yield the due dates of an order from `first` to `last`, in order.

    Weekly and biweekly amounts fall due every 7 or 14 days from the day the order begins; monthly ones on that day of
    each month (the last day of a shorter one); semimonthly ones on two days, 14 days apart, one of them that day.
    """
    begin, end = max(first, order.begins_on), min(last, order.ends_on or last)
    if begin > end:
        return
    frequency = Frequency(order.frequency)
    if frequency == Frequency.ONCE:
        if begin == order.begins_on:
            yield begin
    elif step := _DAYS_BETWEEN.get(frequency):
        day = begin + timedelta(days=-(begin - order.begins_on).days % step)
        while day <= end:
            yield day
            day += timedelta(days=step)
    else:
        days = _days_of_month(frequency, order.begins_on.day)
        for month in months_between(begin, end):
            length = monthrange(month.year, month.month)[1]
            for number in days:
                day = month.replace(day=min(number, length))
                if begin <= day <= end:
                    yield day


def due_by_month(orders: Iterable[Ordered], *, first: date, last: date) -> dict[date, Decimal]:
    """Return the dollars that fall due in each month of a span, by the month's first day."""
    due = dict.fromkeys(months_between(first, last), Decimal("0.00"))
    for order in orders:
        for day in due_dates(order, first=first, last=last):
            due[day.replace(day=1)] += order.amount
    return due


def next_due(orders: Iterable[Ordered], *, on: date) -> tuple[date, Decimal] | None:
    """Return the next day on which ordered amounts fall due, and how much together, looking a year ahead."""
    last = on + timedelta(days=366)
    upcoming = [
        (day, order.amount) for order in orders if (day := next(due_dates(order, first=on, last=last), None))
    ]
    if not upcoming:
        return None
    soonest = min(day for day, _ in upcoming)
    return soonest, sum((amount for day, amount in upcoming if day == soonest), Decimal("0.00"))


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [months_later(first.replace(day=1), number) for number in range(count)]


def months_later(month: date, count: int) -> date:
    """Return the first day of the month that many months later (earlier when negative)."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def _days_of_month(frequency: Frequency, day: int) -> list[int]:
    if frequency == Frequency.MONTHLY:
        return [day]
    return [day, day + 14] if day < 15 else [day - 14, day]
