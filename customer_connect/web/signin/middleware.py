"""What every request of a signed-in session goes through: its clock, the temporary PIN's gate, nothing cached.

Stands after AuthenticationMiddleware and before LoginRequiredMiddleware.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from customer_connect.core.browsers import network_of
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.identity.actions.end_sessions import end_session
from customer_connect.domain.identity.models import Session, User
from customer_connect.domain.identity.session_clocks import clock_of
from customer_connect.domain.identity.sessions import MUST_CHOOSE_PIN
from customer_connect.web.signin.admission import NEXT
from customer_connect.web.signin.kept_forms import keep, remember_timed_out, timed_out_user_of
from customer_connect.web.signin.session_clock import row_of

OPEN_BEFORE_NEW_PIN = {"signin:new_pin", "signin:logout", "signin:leave", "signin:extend"}

# Not forms of a page, or already kept.
NEVER_KEPT = {"signin:extend", "signin:kept_form"}


class SessionClockMiddleware:
    """Ends sessions that were idle or lived too long, notes the use of the others, keeps pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the clock before anything else happens."""
        row = row_of(request.session)
        if row is not None:
            self._tick(request, row, timezone.now())
        response = self.get_response(request)
        is_private = row is not None or row_of(request.session) is not None
        if is_private and "public" not in response.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        """Send those whose time is over to the login page, and keep the form they sent too late."""
        if isinstance(request.user, User) or not getattr(view, "login_required", True):
            return None
        user_id = timed_out_user_of(request)
        if user_id is None:
            return None
        if request.method == "POST" and _name(request) not in NEVER_KEPT:
            keep(request, user_id)
        query = {NEXT: request.get_full_path(), "timed_out": "1"}
        return redirect(f"{reverse('signin:login')}?{urlencode(query)}")

    def _tick(self, request: HttpRequest, row: Session, now: datetime) -> None:
        clock = clock_of(row)
        if now >= clock.ends_at:
            _end(request, row, "idle" if clock.idle_ends_at <= now else "absolute")
        elif _is_use(request) and clock.is_worth_touching(now):
            request.session.touch(now)  # type: ignore[attr-defined]


class TemporaryPinGate:
    """Lets somebody who came with a temporary PIN do nothing before they have chosen one of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        """Send them to the page where they choose."""
        is_open = not getattr(view, "login_required", True) or _name(request) in OPEN_BEFORE_NEW_PIN
        if is_open or not request.session.get(MUST_CHOOSE_PIN):
            return None
        return redirect("signin:new_pin")


def _end(request: HttpRequest, row: Session, reason: str) -> None:
    user = User.objects.get(sessions=row)
    by = Actor(ActorKind.PARTICIPANT, str(user.participant_id), Channel.WEB, network_of(request))
    end_session(user=user, session_key=row.session_key, reason=reason, by=by)
    request.session.flush()
    if row.user_id is not None:
        remember_timed_out(request, row.user_id)


def _is_use(request: HttpRequest) -> bool:
    """Tell whether a person is behind a request: a script asking how long is left is none."""
    return not request.path.endswith("/session/remaining")


def _name(request: HttpRequest) -> str:
    return "" if request.resolver_match is None else request.resolver_match.view_name
