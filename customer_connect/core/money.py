"""Money: exact dollars as Decimal, never float."""

from decimal import Decimal

CENT = Decimal("0.01")


def format_dollars(amount: Decimal) -> str:
    """Write dollars and cents, the same in both languages: $1,234.50, −$20.00."""
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}${abs(amount):,.2f}"
