"""How long a session still lives, and keeping it alive."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.models import Session
from customer_connect.domain.identity.sessions import SessionStore
from customer_connect.web.signin.admission import NEXT, safe_path


@dataclass(frozen=True)
class Clock:
    """Times of one signed-in session."""

    last_seen_at: datetime
    idle: timedelta
    absolute_ends_at: datetime
    warning: timedelta

    @property
    def idle_ends_at(self) -> datetime:
        """When it ends for want of use."""
        return self.last_seen_at + self.idle

    @property
    def ends_at(self) -> datetime:
        """When the session ends if nothing happens."""
        return min(self.idle_ends_at, self.absolute_ends_at)

    def seconds_left(self, now: datetime) -> int:
        """Return the seconds until then, a begun one whole: none means that it has ended."""
        return max(ceil((self.ends_at - now).total_seconds()), 0)

    @property
    def warning_seconds(self) -> int:
        """How many seconds before the end people are warned."""
        return int(self.warning.total_seconds())


def clock_of(row: Session) -> Clock:
    """Return the clock of a signed-in session."""
    policy = agency().session
    if row.is_kiosk:
        idle, warning = timedelta(minutes=policy.kiosk_idle_minutes), timedelta(seconds=30)
    else:
        idle = timedelta(minutes=policy.idle_minutes)
        warning = idle - timedelta(minutes=policy.idle_warning_minutes)
    began = row.signed_in_at or row.last_seen_at
    return Clock(row.last_seen_at, idle, began + timedelta(hours=policy.absolute_hours), warning)


def row_of(session: SessionBase) -> Session | None:
    """Return the row of a signed-in session."""
    if session.session_key is None or SESSION_KEY not in session:
        return None
    return session.row if isinstance(session, SessionStore) else None


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
