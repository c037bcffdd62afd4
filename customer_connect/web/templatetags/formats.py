"""Template filters for money, dates and telephone numbers."""

from datetime import date, datetime
from decimal import Decimal

from django import template

from customer_connect.core import dates, money
from customer_connect.core.phones import format_phone

register = template.Library()


@register.filter
def dollars(amount: Decimal) -> str:
    """Write an amount: $1,234.50."""
    return money.format_dollars(amount)


@register.filter
def day(value: date) -> str:
    """Write a date in the page's language."""
    return dates.format_day(value)


@register.filter
def month(value: date) -> str:
    """Write a month in the page's language."""
    return dates.format_month(value)


@register.filter
def moment(value: datetime) -> str:
    """Write a date and time in the page's language."""
    return dates.format_moment(value)


@register.filter
def clock(value: datetime) -> str:
    """Write a time of day."""
    return dates.format_clock(value)


@register.filter
def phone(number: str) -> str:
    """Write a telephone number: 866-901-3212."""
    return format_phone(number)
