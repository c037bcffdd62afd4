"""What staff read when they are not let in."""

from django.utils import timezone

from customer_connect.core.dates import format_clock
from customer_connect.domain.identity.staff_exceptions import TooManyStaffTries


def words_for(problem: TooManyStaffTries) -> str:
    """Say until when to wait, or whom to ask."""
    if problem.until is None:
        return "Too many wrong tries in a row. Ask your administrator to unlock your account."
    return f"Too many tries. You can try again at {format_clock(timezone.localtime(problem.until))}."
