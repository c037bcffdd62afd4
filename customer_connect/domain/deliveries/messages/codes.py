"""One-time codes."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.enums import Priority
from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class OneTimeCode(Message):
    """A code that the person asked for a moment ago."""

    name: ClassVar[str] = "one_time_code"
    priority: ClassVar[Priority] = Priority.URGENT
    ignores_quiet_hours: ClassVar[bool] = True
    was_just_asked_for: ClassVar[bool] = True

    code: str = field(repr=False)
    minutes: int

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("Your one-time code")
