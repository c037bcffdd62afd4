"""Temporary PINs, by letter and by email."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.enums import Priority
from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class TemporaryPinLetter(Message):
    """A temporary PIN. `until` is the last day on which it works, in ISO form.

    `was_requested` tells whether the person asked for it; else the agency sends it unasked, as the first one.
    """

    name: ClassVar[str] = "temporary_pin"

    pin: str = field(repr=False)
    until: str
    was_requested: bool = True

    @property
    def subject(self) -> str:
        """The heading of the letter."""
        return _("Your temporary PIN")

    @property
    def until_on(self) -> date:
        """The last day on which the PIN works."""
        return date.fromisoformat(self.until)


@dataclass(frozen=True)
class TemporaryPinEmail(Message):
    """A temporary PIN that somebody asked for a moment ago. It works for `hours`.

    Not `was_just_asked_for`: nobody has proved to be the person yet, so what they called unsafe stays unused.
    """

    name: ClassVar[str] = "temporary_pin_email"
    priority: ClassVar[Priority] = Priority.URGENT
    ignores_quiet_hours: ClassVar[bool] = True

    pin: str = field(repr=False)
    hours: int

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("Your temporary PIN")
