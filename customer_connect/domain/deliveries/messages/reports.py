"""News about what somebody reported. What it is stands on their pages only."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from customer_connect.domain.deliveries.messages.base import Message


@dataclass(frozen=True)
class ReportNews(Message):
    """There is news about a report: a question, or what became of it."""

    name: ClassVar[str] = "report_news"

    @property
    def subject(self) -> str:
        """The subject line."""
        return _("There is news for you")
