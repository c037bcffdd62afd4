"""What can happen when a one-time code is asked for or typed."""

from datetime import datetime


class CodeRefused(Exception):
    """A code was not sent, or not accepted."""


class TooManyCodes(CodeRefused):
    """Codes were asked for too often, or typed wrong too often: no other is sent before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class WrongCode(CodeRefused):
    """The code is not the one that was sent. `tries_left` for it."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


class CodeOver(CodeRefused):
    """The code can no longer be used: too old, used, replaced by a newer one, or typed wrong too often."""


class NoSecondChannel(CodeRefused):
    """There is no address of this person that a code may be sent to."""


class NotAnAddress(CodeRefused, ValueError):
    """The text is no email address, or no phone number that takes text messages here."""
