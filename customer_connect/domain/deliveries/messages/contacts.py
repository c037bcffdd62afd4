"""News about the addresses and phone numbers on file."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class ContactAdded(Message):
    """A new email address or phone number was confirmed."""

    name: ClassVar[str] = "contact_added"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("A way to reach you was added")


@dataclass(frozen=True)
class ContactChanged(Message):
    """Somebody asked to change the address, email or phone: the old one is told."""

    name: ClassVar[str] = "contact_changed"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("Your contact information is changing")
