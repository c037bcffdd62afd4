"""Changing the PIN."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from customer_connect.core.browsers import device_of
from customer_connect.domain.identity.actions.change_pin import change_pin
from customer_connect.domain.identity.exceptions import SignInRefused, WeakPin
from customer_connect.domain.identity.sessions import CONFIRMED_AT
from customer_connect.web.requests import actor_of, participant_user_of
from customer_connect.web.security.forms import ChangePinForm
from customer_connect.web.signin.refusals import pin_refusal_of


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Replace the PIN: current, new, new again."""
    user = participant_user_of(request)
    form = ChangePinForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            change_pin(
                user=user,
                current=form.cleaned_data["current_pin"],
                new=form.cleaned_data["new_pin"],
                by=actor_of(request),
                device=device_of(request),
                keep_session=request.session.session_key or "",
            )
        except WeakPin as error:
            form.add_error("new_pin", error.reason)
        except SignInRefused as error:
            refusal = pin_refusal_of(error)
        else:
            request.session[CONFIRMED_AT] = timezone.now().timestamp()
            update_session_auth_hash(request, user)
            messages.success(
                request, _("Your PIN is changed. Everywhere else you were signed in, you are signed out.")
            )
            return redirect("security:history")
    return render(request, "security/change_pin.html", {"form": form, "refusal": refusal})
