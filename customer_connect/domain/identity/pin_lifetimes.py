"""How long temporary PINs work (NIST SP 800-63B-4, 4.2.1.2: 21 days by mail, 30 outside the contiguous states)."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.cases.models import Participant

# Alaska, Hawaii, the territories and freely associated states, and military mail.
_OUTSIDE_CONTIGUOUS = {
    "AK", "HI", "AS", "GU", "MP", "PR", "VI", "UM", "FM", "MH", "PW", "AA", "AE", "AP",
}  # fmt: skip


def last_day_of_mailed_pin(participant: Participant, now: datetime) -> date:
    """Return the last day on which a PIN mailed to the address on file works, agency-local.

    It works until that day ends, and so never longer than the agency's days from now.
    """
    policy = agency().pin
    days = (
        policy.mailed_valid_days_outside_contiguous_us
        if is_outside_contiguous_states(participant)
        else policy.mailed_valid_days
    )
    return timezone.localdate(now) + timedelta(days=days - 1)


def end_of(day: date) -> datetime:
    """Return the moment at which a day ends where the agency is."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=agency().place.zone)


def is_outside_contiguous_states(participant: Participant) -> bool:
    """Tell whether mail to the address on file takes longer."""
    is_abroad = participant.country not in {"", "US"}
    return is_abroad or participant.state.strip().upper() in _OUTSIDE_CONTIGUOUS
