"""Asking for the PIN again before something sensitive is changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from customer_connect.core.agencies import agency
from customer_connect.core.browsers import device_of
from customer_connect.domain.identity.actions.confirm_pin import confirm_pin
from customer_connect.domain.identity.exceptions import SignInRefused
from customer_connect.domain.identity.models import Passkey
from customer_connect.domain.identity.sessions import CONFIRMED_AT, SIGNED_IN_AT
from customer_connect.web.requests import actor_of, participant_user_of
from customer_connect.web.signin.admission import NEXT, after_sign_in, safe_path
from customer_connect.web.signin.forms import ConfirmPinForm
from customer_connect.web.signin.kept_forms import keep
from customer_connect.web.signin.refusals import pin_refusal_of

P = ParamSpec("P")


def require_recent_pin(
    minutes: int | None = None,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Ask for the PIN again unless it was given in the last minutes (the agency's number, if none is told).

    A form that comes in too late is kept and offered again after the PIN.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            user = participant_user_of(request)
            allowed = timedelta(minutes=minutes or agency().session.reauthenticate_minutes)
            if timezone.now() - proven_at(request) <= allowed:
                return view(request, *args, **kwargs)
            if request.method == "POST":
                keep(request, user.pk)
            return redirect(f"{reverse('signin:confirm')}?{urlencode({NEXT: request.get_full_path()})}")

        return answer

    return decorate


def proven_at(request: HttpRequest) -> datetime:
    """Return when the person behind this session last proved who they are."""
    session = request.session
    stamp = max(session.get(SIGNED_IN_AT, 0), session.get(CONFIRMED_AT, 0))
    return datetime.fromtimestamp(stamp, timezone.get_current_timezone())


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the PIN again and go on."""
    user = participant_user_of(request)
    next_path = safe_path(request, request.POST.get(NEXT, request.GET.get(NEXT, "")))
    form = ConfirmPinForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            confirm_pin(
                user=user, pin=form.cleaned_data["pin"], by=actor_of(request), device=device_of(request)
            )
        except SignInRefused as error:
            refusal = pin_refusal_of(error)
        else:
            request.session[CONFIRMED_AT] = timezone.now().timestamp()
            return redirect(after_sign_in(request, user, next_path))
    has_passkeys = Passkey.objects.visible_to(user).exists()
    context = {"form": form, "refusal": refusal, "next": next_path, "has_passkeys": has_passkeys}
    return render(request, "signin/confirm.html", context, status=refusal.status if refusal else 200)
