"""What can happen when somebody signs in or chooses a PIN.

Nothing here tells whether a number exists: numbers that belong to nobody are wrong, locked and turned off like any
other.
"""

from datetime import datetime


class SignInRefused(Exception):
    """Somebody was not let in."""


class WrongIdentifierOrPin(SignInRefused):
    """The number and the PIN do not go together, whichever of them is wrong. `tries_left` until the next lock."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


class AccountLocked(SignInRefused):
    """Too many failures at this number: no PIN is looked at before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class PinDisabled(SignInRefused):
    """Too many failures in a row at this number: no PIN is looked at until a new one is issued."""


class TooManyTries(SignInRefused):
    """Too many tries from this network: wait until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class TemporaryPinExpired(SignInRefused):
    """The temporary PIN is right, but its time is over."""


class TemporaryPinSpent(SignInRefused):
    """The temporary PIN is right, but it has been used: it works once."""


class SecondFactorNeeded(SignInRefused):
    """The temporary PIN is right, but its owner has a passkey: the website asks for that too, the phone cannot."""


class CannotHaveAPin(Exception):
    """This person cannot sign in: a child, or somebody whom the system of record no longer lists."""


class NotTemporary(Exception):
    """The user has a PIN of their own: it is changed by giving it, not just by choosing another."""


class WeakPin(ValueError):
    """The PIN is too easy to guess. `reason` is a sentence for the person who chose it, in the language in force."""

    def __init__(self, reason: str) -> None:
        super().__init__("A PIN was refused")  # not the reason: exceptions are logged
        self.reason = reason
