"""The participant's home page: where they stand, on one page that proves it when printed."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.web.flat_templates import render_flat
from customer_connect.web.home.overviews import overview_of
from customer_connect.web.lean_pages import write_lean
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("home.viewed")
def home(request: HttpRequest) -> HttpResponse:
    """Show balances, last and next payments, the next date and the people to ask."""
    participant = participant_of(request)
    now = timezone.now()
    values = {"participant": participant, "now": now, "overview": overview_of(participant, now=now)}
    return render_flat(request, "home/home.html", {"content": write_lean("home.html", values)})
