"""Where a second factor is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.second_factors import is_needed_for_changes, is_needed_to_sign_in
from customer_connect.web.codes.proofs import has_recent_second_factor, has_second_factor
from customer_connect.web.requests import View, participant_user_of
from customer_connect.web.signin.admission import NEXT
from customer_connect.web.signin.kept_forms import keep

OPEN_BEFORE_SECOND_FACTOR = {
    "codes:change",
    "codes:change_send",
    "codes:change_passkey",
    "signin:logout",
    "signin:leave",
    "signin:extend",
}


def second_factor_required_for_changes(view: View) -> View:
    """Ask for a second factor before addresses, emails, PIN delivery or passkeys are changed, if the agency does.

    A form that comes in too late is kept and offered again afterwards.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = participant_user_of(request)
        if not is_needed_for_changes() or has_recent_second_factor(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep(request, user.pk)
        return _ask(request)

    return answer


class SecondFactorGate:
    """Where everyone needs a second factor, lets no session in that began without one.

    Signing in sees to that; this is for sessions from before the agency asked for it. Stands after
    AuthenticationMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        """Send participants without a second factor to the page that asks for it."""
        if not is_needed_to_sign_in(Channel.WEB) or not getattr(view, "login_required", True):
            return None
        name = "" if request.resolver_match is None else request.resolver_match.view_name
        if name in OPEN_BEFORE_SECOND_FACTOR or has_second_factor(request):
            return None
        is_participant = isinstance(request.user, User) and request.user.participant_id is not None
        return _ask(request) if is_participant else None


def _ask(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('codes:change')}?{urlencode({NEXT: request.get_full_path()})}")
