"""Asking for a new PIN. The answer is the same for everybody: it tells neither whom we know nor what we sent."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from customer_connect.domain.identity.actions.request_pin_reset import request_pin_reset
from customer_connect.domain.identity.exceptions import TooManyTries
from customer_connect.domain.identity.models import PinDelivery
from customer_connect.web.requests import anonymous_of
from customer_connect.web.signin.pin_requests import PinRequestForm
from customer_connect.web.signin.refusals import Refusal, request_refusal_of

_WAY = "by"


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def forgot_pin(request: HttpRequest) -> HttpResponse:
    """Ask who wants a PIN, and how."""
    form = PinRequestForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form)
    way = PinDelivery(form.cleaned_data["delivery"])
    try:
        request_pin_reset(
            first_name=form.cleaned_data["first_name"],
            last_name=form.cleaned_data["last_name"],
            identifier=form.cleaned_data["identifier"],
            delivery=way,
            by=anonymous_of(request),
        )
    except TooManyTries as error:
        return _page(request, form, request_refusal_of(error))
    return redirect(f"{reverse('signin:pin_asked')}?{urlencode({_WAY: way.value})}")


@login_not_required
@require_safe
def pin_asked(request: HttpRequest) -> HttpResponse:
    """Tell what happens now if what was typed fits, and what to do if nothing comes."""
    way = request.GET.get(_WAY)
    context = {"by_email": way != PinDelivery.MAIL, "by_mail": way != PinDelivery.EMAIL}
    return render(request, "signin/pin_asked.html", context)


def _page(request: HttpRequest, form: PinRequestForm, refusal: Refusal | None = None) -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    response = render(request, "signin/forgot_pin.html", context, status=refusal.status if refusal else 200)
    if refusal is not None and refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response
