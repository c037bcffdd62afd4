"""Messages to staff. They are in English, as the staff's pages are."""

from dataclasses import dataclass, field
from typing import ClassVar

from customer_connect.domain.deliveries.enums import Priority
from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class StaffInvitation(Message):
    """The link for choosing a password."""

    name: ClassVar[str] = "staff_invitation"
    priority: ClassVar[Priority] = Priority.URGENT

    link: str = field(repr=False)
    days: int

    @property
    def subject(self) -> str:
        """The subject line."""
        return "Choose your password for Customer Connect"


@dataclass(frozen=True)
class StaffSecurityNews(Message):
    """Something changed about how somebody signs in."""

    name: ClassVar[str] = "staff_security_news"

    what: str

    @property
    def subject(self) -> str:
        """The subject line."""
        return "Your staff account was changed"
