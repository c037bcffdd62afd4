"""Addresses as they may be shown: enough for their owner to know them by, too little for anybody else."""

DOT = "•"


def mask_email(address: str) -> str:
    """Write an email address as m•••@example.org."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}{DOT * 3}{at}{host}" if at else DOT * 3


def mask_phone(number: str) -> str:
    """Write a phone number by its last four digits: •••-•••-0123."""
    digits = "".join(character for character in number if character.isdigit())
    return f"{DOT * 3}-{DOT * 3}-{digits[-4:]}" if len(digits) >= 7 else DOT * 3


def mask_postal_address(lines: list[str]) -> str:
    """Write a postal address by its first line's beginning: 12••• (the city would tell too much)."""
    return f"{lines[0][:2]}{DOT * 3}" if lines and lines[0] else DOT * 3
