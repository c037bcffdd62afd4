"""Asking for a second factor. The same three views serve both steps."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.actions.check_code import check_code
from customer_connect.domain.identity.actions.second_factor import send_second_factor_code
from customer_connect.domain.identity.actions.sign_in_with_passkey import confirm_passkey
from customer_connect.domain.identity.code_exceptions import CodeRefused
from customer_connect.domain.identity.models import OneTimeCode, SecondFactor
from customer_connect.domain.identity.passkey_exceptions import PasskeyRefused
from customer_connect.domain.identity.second_factors import Ways, ways_of
from customer_connect.web.codes.challenges import take_challenge
from customer_connect.web.codes.forms import AnswerForm, CodeForm, SendForm
from customer_connect.web.codes.refusals import refusal_of
from customer_connect.web.codes.steps import Step, change_step, sign_in_step
from customer_connect.web.requests import View
from customer_connect.web.signin.admission import NEXT
from customer_connect.web.signin.half_sign_ins import CODE_SENT

StepView = Callable[[HttpRequest, Step], HttpResponse]


def after_pin(view: StepView) -> View:
    """Serve a view for the step after the PIN. Nobody who gave none gets to see it."""

    @login_not_required
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        step = sign_in_step(request)
        return redirect("signin:login") if step is None else view(request, step)

    return answer


def before_change(view: StepView) -> View:
    """Serve a view for the step before a sensitive change."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        return view(request, change_step(request))

    return answer


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, step: Step) -> HttpResponse:
    """Ask for the code, or offer to send one."""
    form = CodeForm(request.POST or None)
    participant = step.user.participant
    if form.is_valid() and participant is not None:
        try:
            check_code(
                participant=participant,
                purpose=step.purpose,
                code=form.cleaned_data["code"],
                by=step.by,
                binding=step.binding,
            )
        except CodeRefused as error:
            form.add_error("code", refusal_of(error))
        else:
            return step.finish(SecondFactor.CODE)
    return _page(request, step, form)


@require_POST
def send(request: HttpRequest, step: Step) -> HttpResponse:
    """Send a code to one of the addresses."""
    form = SendForm(request.POST)
    which = form.cleaned_data["which"] or 0 if form.is_valid() else -1
    try:
        sent = send_second_factor_code(
            user=step.user,
            purpose=step.purpose,
            by=step.by,
            binding=step.binding,
            which=which,
            has_emailed_pin=step.has_emailed_pin,
        )
    except CodeRefused as error:
        messages.warning(request, refusal_of(error))
    else:
        request.session[CODE_SENT] = str(sent.pk)
    query = f"?{urlencode({NEXT: step.next_path})}" if step.next_path else ""
    return redirect(reverse(f"codes:{step.name}") + query)


@require_POST
def use_passkey(request: HttpRequest, step: Step) -> HttpResponse:
    """Take a passkey as the second factor."""
    form = AnswerForm(request.POST)
    try:
        confirm_passkey(
            user=step.user,
            answer=form.cleaned_data["answer"] if form.is_valid() else "",
            challenge=take_challenge(request),
            by=step.by,
        )
    except PasskeyRefused:
        messages.error(request, _("This passkey was not accepted. Try again, or use a code."))
        return redirect(f"codes:{step.name}")
    return step.finish(SecondFactor.PASSKEY)


def _page(request: HttpRequest, step: Step, form: CodeForm) -> HttpResponse:
    ways: Ways = ways_of(step.user, has_emailed_pin=step.has_emailed_pin)
    context = {
        "form": form,
        "step": step,
        "layout": step.layout,
        "ways": ways,
        "sent": _sent(request, step),
        "code_minutes": agency().sign_in.code_minutes,
        "send_url": reverse(f"codes:{step.name}_send"),
        "passkey_url": reverse(f"codes:{step.name}_passkey"),
    }
    return render(request, "codes/second_factor.html", context)


def _sent(request: HttpRequest, step: Step) -> OneTimeCode | None:
    """Return the code that was sent in this session and can still be used."""
    sent_id = request.session.get(CODE_SENT)
    if sent_id is None or step.user.participant is None:
        return None
    live = OneTimeCode.objects.asked_by(step.user.participant, step.purpose).live(timezone.now())
    return live.filter(pk=sent_id).first()
