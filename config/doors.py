"""What settings name once and each door answers in its own way."""

from django.http import HttpRequest, HttpResponse

from customer_connect.staff.doors import is_at_staff_door
from customer_connect.staff.errors import views as staff_errors
from customer_connect.web.errors import views as web_errors


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token, in the frame of the door it came in by."""
    at_staff = is_at_staff_door(request)
    return (
        staff_errors.form_expired(request, reason) if at_staff else web_errors.form_expired(request, reason)
    )
