"""News about passkeys."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class PasskeyAdded(Message):
    """A passkey can now be used to sign in."""

    name: ClassVar[str] = "passkey_added"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("A passkey was added")


@dataclass(frozen=True)
class PasskeyRemoved(Message):
    """A passkey can no longer be used to sign in."""

    name: ClassVar[str] = "passkey_removed"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("A passkey was removed")
