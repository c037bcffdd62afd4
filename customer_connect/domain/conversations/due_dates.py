"""The clock of an answer (22 CCR 111544: three business days)."""

from datetime import date, datetime

from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.core.business_days import business_days_after


def due_date_of(written_at: datetime) -> date:
    """Return the day by which a message is answered, agency-local."""
    return business_days_after(timezone.localdate(written_at), agency().messages.answer_business_days)
