"""The clock of the session for the page's warning."""

from django import template
from django.http import HttpRequest
from django.utils import timezone

from customer_connect.domain.identity.session_clocks import clock_of
from customer_connect.web.signin.session_clock import row_of

register = template.Library()


@register.simple_tag(takes_context=True)
def session_clock(context: template.Context) -> dict[str, str] | None:
    """Return the seconds that the session has left and how long before its end to warn; nothing when signed out."""
    request = context.get("request")
    row = row_of(request.session) if isinstance(request, HttpRequest) else None
    if row is None:
        return None
    clock = clock_of(row)
    left = clock.seconds_left(timezone.now())
    return {"seconds_left": str(left), "warning_seconds": str(clock.warning_seconds)}
