"""Whether, and when, a second factor was given in this session."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from customer_connect.core.agencies import agency

SECOND_FACTOR_AT = "second_factor_at"  # seconds since 1970


def note_second_factor(request: HttpRequest) -> None:
    """Remember that one was given now."""
    request.session[SECOND_FACTOR_AT] = timezone.now().timestamp()


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether one was given in this session, for the gate of everyone."""
    return SECOND_FACTOR_AT in request.session


def has_recent_second_factor(request: HttpRequest) -> bool:
    """Tell whether one was given within the agency's minutes for sensitive changes."""
    if not has_second_factor(request):
        return False
    given_at = datetime.fromtimestamp(request.session[SECOND_FACTOR_AT], UTC)
    return timezone.now() - given_at <= timedelta(minutes=agency().session.reauthenticate_minutes)
