"""News about PINs. None of them holds a PIN."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class PinChanged(Message):
    """The PIN was changed."""

    name: ClassVar[str] = "pin_changed"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("Your PIN was changed")


@dataclass(frozen=True)
class PinLocked(Message):
    """The PIN was typed wrong so often that it no longer works."""

    name: ClassVar[str] = "pin_locked"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("Your PIN no longer works")


@dataclass(frozen=True)
class PinRequested(Message):
    """A temporary PIN was asked for, and went out another way than this."""

    name: ClassVar[str] = "pin_requested"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("Somebody asked for a new PIN")
