"""Word that something waits on the site. What it is, only the site tells."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class SomethingNew(Message):
    """There is something new to read."""

    name: ClassVar[str] = "something_new"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("There is something new for you")
