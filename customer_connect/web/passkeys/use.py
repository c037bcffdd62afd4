"""Using a passkey: to sign in, and in place of the PIN when it is asked for again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from customer_connect.core.browsers import device_of
from customer_connect.domain.identity.actions.sign_in_with_passkey import (
    confirm_passkey,
    sign_in_with_passkey,
)
from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.passkey_exceptions import PasskeyRefused
from customer_connect.domain.identity.passkey_options import options_to_use
from customer_connect.domain.identity.sessions import CONFIRMED_AT
from customer_connect.web.codes.challenges import answer_with, take_challenge
from customer_connect.web.codes.forms import AnswerForm
from customer_connect.web.codes.proofs import note_second_factor
from customer_connect.web.requests import actor_of, anonymous_of, participant_user_of
from customer_connect.web.signin.admission import NEXT, admit, after_sign_in, safe_path
from customer_connect.web.signin.half_sign_ins import half_sign_in_of


@login_not_required
@never_cache
@require_POST
def options(request: HttpRequest) -> HttpResponse:
    """Tell the page's script which passkeys will do: JSON. Those of the person known so far, else any."""
    half = half_sign_in_of(request)
    known = request.user if isinstance(request.user, User) else half.user if half else None
    return answer_with(request, options_to_use(known))


@login_not_required
@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let in the owner of a passkey."""
    next_path = safe_path(request, request.POST.get(NEXT, ""))
    form = AnswerForm(request.POST)
    try:
        user = sign_in_with_passkey(
            answer=form.cleaned_data["answer"] if form.is_valid() else "",
            challenge=take_challenge(request),
            by=anonymous_of(request),
            device=device_of(request),
        )
    except PasskeyRefused:
        messages.error(request, refused())
    else:
        response = admit(request, user, next_path=next_path)
        note_second_factor(request)
        return response
    return redirect("signin:login")


@never_cache
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Take a passkey in place of the PIN before something sensitive."""
    user = participant_user_of(request)
    next_path = safe_path(request, request.POST.get(NEXT, ""))
    form = AnswerForm(request.POST)
    try:
        confirm_passkey(
            user=user,
            answer=form.cleaned_data["answer"] if form.is_valid() else "",
            challenge=take_challenge(request),
            by=actor_of(request),
        )
    except PasskeyRefused:
        messages.error(request, refused())
        return redirect("signin:confirm")
    request.session[CONFIRMED_AT] = timezone.now().timestamp()
    note_second_factor(request)
    return redirect(after_sign_in(request, user, next_path))


def refused() -> str:
    """Return what to say about a passkey that was not accepted."""
    return _("This passkey was not accepted. Try again, or use your PIN.")
