"""How long a session still lives, and keeping it alive."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.identity import session_clocks
from customer_connect.domain.identity.models import Session
from customer_connect.domain.identity.session_clocks import clock_of
from customer_connect.domain.identity.sessions import SessionStore
from customer_connect.domain.identity.staff_backends import is_of_staff
from customer_connect.web.signin.admission import NEXT, safe_path


def row_of(session: SessionBase) -> Session | None:
    """Return the row of a participant's signed-in session. A member of staff is nobody here."""
    return None if is_of_staff(session) else session_clocks.row_of(session)


@require_POST
@never_cache
def extend(request: HttpRequest) -> HttpResponse:
    """Keep the session alive: JSON for scripts, back to the page for everybody else."""
    row = row_of(request.session)
    if row is not None and isinstance(request.session, SessionStore):
        request.session.touch(timezone.now())
    if request.headers.get("Accept", "").startswith("application/json"):
        return _told(row)
    return redirect(safe_path(request, request.POST.get(NEXT, "")) or "home:home")


@login_not_required
@require_safe
@never_cache
def remaining(request: HttpRequest) -> HttpResponse:
    """Tell how many seconds the session has left: none when there is none. Asking does not count as use."""
    return _told(row_of(request.session))


def _told(row: Session | None) -> JsonResponse:
    return JsonResponse({"seconds_left": 0 if row is None else clock_of(row).seconds_left(timezone.now())})
