"""Temporary PINs, by letter."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

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
