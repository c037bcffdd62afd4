"""The login page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from customer_connect.core.browsers import device_of
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import SignInRefused
from customer_connect.domain.identity.models import User
from customer_connect.web.requests import anonymous_of
from customer_connect.web.signin.admission import NEXT, admit, after_sign_in, safe_path
from customer_connect.web.signin.forms import SignInForm
from customer_connect.web.signin.half_sign_ins import begin_second_step
from customer_connect.web.signin.kept_forms import forget_timed_out
from customer_connect.web.signin.refusals import Refusal, refusal_of


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Ask for a number and a PIN, and let in whoever has both."""
    next_path = safe_path(request, request.POST.get(NEXT, request.GET.get(NEXT, "")))
    if isinstance(request.user, User) and request.method != "POST":
        return redirect(after_sign_in(request, request.user, next_path))
    if request.method == "POST":
        forget_timed_out(request)
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form, next_path)
    try:
        signed_in = sign_in(
            identifier=form.cleaned_data["identifier"],
            pin=form.cleaned_data["pin"],
            by=anonymous_of(request),
            device=device_of(request),
        )
    except SignInRefused as error:
        return _page(request, form, next_path, refusal_of(error))
    if signed_in.needs_second_factor:
        return begin_second_step(request, signed_in, next_path)
    return admit(request, signed_in.user, must_choose_pin=signed_in.must_choose_pin, next_path=next_path)


def _page(
    request: HttpRequest, form: SignInForm, next_path: str, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "next": next_path,
        "timed_out": refusal is None and "timed_out" in request.GET,
    }
    response = render(request, "signin/login.html", context, status=refusal.status if refusal else 200)
    if refusal is not None and refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response
