"""Template filters for money, dates and telephone numbers."""

from datetime import date, datetime
from decimal import Decimal

import phonenumbers
from django import template

from customer_connect.core import dates, money

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
    """Write a telephone number as people here do: 866-901-3212; other countries' numbers in full. Other text is left alone."""
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code == 1:
        national = str(parsed.national_number)
        return f"{national[:3]}-{national[3:6]}-{national[6:]}" if len(national) == 10 else number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
