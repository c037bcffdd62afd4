"""The staff's door: everything under /staff/ has its own addresses, its own error pages and its own sign-in.

One browser holds one session, of a participant or of a member of staff. At the other's door it is nobody's.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from customer_connect.core.browsers import network_of
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.identity.actions.staff_accounts import note_staff_sign_out
from customer_connect.domain.identity.models import Session, User
from customer_connect.domain.identity.session_clocks import clock_of, row_of
from customer_connect.domain.identity.staff_backends import is_of_staff
from customer_connect.staff.signin.second_steps import has_enrolled, has_second_step

TIMED_OUT = "timed_out"
# Keeps what came with a form too late; called with whose session is over. Returns the page where they can go on.
LateKeeper = Callable[..., str]
# What somebody may open who gave a password and no second factor; and only while they have none: how to get one.
OPEN_BEFORE_SECOND_STEP = {"signin:enrol", "signin:extend", "account_logout"}
OPEN_TO_ENROL = {"account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"}


class StaffDoor:
    """Gives requests under /staff/ the staff's URLconf. Stands before whatever looks at addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the address."""
        if request.path_info == "/staff" or request.path_info.startswith("/staff/"):
            request.urlconf = settings.STAFF_URLCONF
        return self.get_response(request)


class OneDoorEach:
    """Makes a session nobody's at the door that it does not belong to. Stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Compare session and door."""
        if request.session.session_key is not None and is_of_staff(request.session) != is_at_staff_door(
            request
        ):
            request.user = AnonymousUser()
        return self.get_response(request)


class StaffGate:
    """Lets nobody past who did not sign in with two factors, and ends sessions whose time is over.

    Stands after OneDoorEach and before LoginRequiredMiddleware. Every page behind the door is closed unless it says
    itself that it is open (`login_not_required`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the clock of the session, and keep pages out of caches."""
        if not is_at_staff_door(request):
            return self.get_response(request)
        row = row_of(request.session) if is_of_staff(request.session) else None
        if row is not None:
            _tick(request, row)
        response = self.get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send those who are not in, or only half in, to where they get in. What came too late may be kept first."""
        if not is_at_staff_door(request) or not getattr(view, "login_required", True):
            return None
        if not isinstance(request.user, User):
            page = _keep_late(request, view, kwargs)
            return redirect(f"{reverse('account_login')}?{urlencode(_way_back(request, page))}")
        name = "" if request.resolver_match is None else request.resolver_match.view_name
        if name in OPEN_BEFORE_SECOND_STEP or has_second_step(request):
            return None
        # A session that began before somebody had a second factor must not add another one past it.
        if name in OPEN_TO_ENROL and not has_enrolled(request.user):
            return None
        return redirect("signin:enrol")


def is_at_staff_door(request: HttpRequest) -> bool:
    """Tell whether a request came in under /staff/."""
    return getattr(request, "urlconf", None) == settings.STAFF_URLCONF


def _tick(request: HttpRequest, row: Session) -> None:
    clock, now = clock_of(row), timezone.now()
    if now < clock.ends_at:
        if clock.is_worth_touching(now) and _is_use(request):
            request.session.touch(now)  # type: ignore[attr-defined]
        return
    user = User.objects.get(sessions=row)
    by = Actor(ActorKind.STAFF, str(user.pk), Channel.WEB, network_of(request))
    is_whole = has_second_step(request)
    reason = "idle" if clock.idle_ends_at <= now else "absolute"
    note_staff_sign_out(user=user, session_key=row.session_key, reason=reason, by=by)
    request.session.flush()
    request.user = AnonymousUser()
    setattr(request, TIMED_OUT, user if is_whole else None)


def _is_use(request: HttpRequest) -> bool:
    """Tell whether a person is behind a request: a script that looks for news is none."""
    return not request.headers.get("X-Connect-Poll") and not request.path.endswith("/session/remaining")


def _keep_late(request: HttpRequest, view: Callable[..., HttpResponse], kwargs: dict[str, Any]) -> str:
    """Have a view keep what came in the very request that found the session over. Returns the page to go on at."""
    user: User | None = getattr(request, TIMED_OUT, None)
    keep: LateKeeper | None = getattr(view, "keep_late", None)
    return keep(request, user.staff_member, **kwargs) if user and keep and request.method == "POST" else ""


def _way_back(request: HttpRequest, page: str) -> dict[str, str]:
    """Return where to go after signing in: only to what can be read, never to what was being sent."""
    page = request.get_full_path() if request.method in {"GET", "HEAD"} else page
    query = {"next": page} if page else {}
    return {**query, TIMED_OUT: "1"} if hasattr(request, TIMED_OUT) else query
