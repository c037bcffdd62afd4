"""What can happen when staff sign in or are looked after. None of it tells whether an email is known."""

from datetime import datetime


class WrongPassword(Exception):
    """The email and the password, or the code, do not go together."""


class TooManyStaffTries(Exception):
    """Too many wrong ones: nothing is looked at before `until`, or at all until somebody unlocks it."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__()
        self.until = until


class StaffMemberExists(Exception):
    """Somebody on the staff has this email, or is this caseworker."""
