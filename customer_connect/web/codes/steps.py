"""The two places where a second factor is given: after the PIN, and before a sensitive change."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string

from customer_connect.core.browsers import device_of
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity.actions.second_factor import finish_sign_in
from customer_connect.domain.identity.models import CodePurpose, SecondFactor, User
from customer_connect.web.codes.proofs import note_second_factor
from customer_connect.web.requests import actor_of, anonymous_of, participant_user_of
from customer_connect.web.signin.admission import NEXT, admit, after_sign_in, safe_path
from customer_connect.web.signin.half_sign_ins import half_sign_in_of

_CHANGE_BINDING = "change_code_binding"


@dataclass(frozen=True)
class Step:
    """One such place: who has to give the factor, what a code is bound to, and what happens when it was given."""

    name: str
    layout: str
    user: User
    purpose: CodePurpose
    binding: str
    by: Actor
    next_path: str
    finish: Callable[[SecondFactor], HttpResponse]
    has_emailed_pin: bool = False


def sign_in_step(request: HttpRequest) -> Step | None:
    """Return the step after the PIN, or None when nobody gave one in this session."""
    half = half_sign_in_of(request)
    if half is None:
        return None

    def finish(factor: SecondFactor) -> HttpResponse:
        device = device_of(request)
        finish_sign_in(user=half.user, factor=factor, by=anonymous_of(request), device=device)
        response = admit(request, half.user, must_choose_pin=half.must_choose_pin, next_path=half.next_path)
        note_second_factor(request)
        return response

    return Step(
        "sign_in",
        "public.html",
        half.user,
        CodePurpose.SIGN_IN,
        half.binding,
        anonymous_of(request),
        half.next_path,
        finish,
        has_emailed_pin=half.has_emailed_pin,
    )


def change_step(request: HttpRequest) -> Step:
    """Return the step before a sensitive change."""
    user = participant_user_of(request)
    next_path = safe_path(request, request.POST.get(NEXT, request.GET.get(NEXT, "")))
    if _CHANGE_BINDING not in request.session:
        request.session[_CHANGE_BINDING] = get_random_string(32)

    def finish(factor: SecondFactor) -> HttpResponse:
        note_second_factor(request)
        return redirect(after_sign_in(request, user, next_path))

    return Step(
        "change",
        "participant.html",
        user,
        CodePurpose.CHANGE,
        request.session[_CHANGE_BINDING],
        actor_of(request),
        next_path,
        finish,
    )
