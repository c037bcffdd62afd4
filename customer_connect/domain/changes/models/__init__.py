"""Tables of reported changes."""

from customer_connect.domain.changes.models.answers import ChangeAnswer
from customer_connect.domain.changes.models.packages import ChangePackage
from customer_connect.domain.changes.models.questions import Question
from customer_connect.domain.changes.models.reports import DETAILS_PURPOSE, ReportedChange

__all__ = ["DETAILS_PURPOSE", "ChangeAnswer", "ChangePackage", "Question", "ReportedChange"]
