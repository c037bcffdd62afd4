"""How long one's session still lives, and keeping it alive, for the page's warning."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.identity.session_clocks import clock_of, row_of
from customer_connect.domain.identity.sessions import SessionStore
from customer_connect.domain.identity.staff_backends import is_of_staff


@login_not_required
@require_safe
@never_cache
def remaining(request: HttpRequest) -> HttpResponse:
    """Tell how many seconds the session has left: none when there is none. Asking does not count as use."""
    row = row_of(request.session) if is_of_staff(request.session) else None
    return JsonResponse({"seconds_left": 0 if row is None else clock_of(row).seconds_left(timezone.now())})


@require_POST
@never_cache
def extend(request: HttpRequest) -> HttpResponse:
    """Keep the session alive: JSON for scripts, to the first page for everybody else."""
    if isinstance(request.session, SessionStore):
        request.session.touch(timezone.now())
    if request.headers.get("Accept", "").startswith("application/json"):
        row = row_of(request.session)
        left = 0 if row is None else clock_of(row).seconds_left(timezone.now())
        return JsonResponse({"seconds_left": left})
    return redirect("home:home")
