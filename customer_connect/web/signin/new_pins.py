"""Choosing a PIN in place of a temporary one, before anything else."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from customer_connect.domain.identity.actions.change_pin import choose_pin
from customer_connect.domain.identity.exceptions import NotTemporary, WeakPin
from customer_connect.domain.identity.sessions import MUST_CHOOSE_PIN
from customer_connect.web.requests import actor_of, participant_user_of
from customer_connect.web.signin.admission import after_sign_in
from customer_connect.web.signin.forms import NewPinForm


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def new_pin(request: HttpRequest) -> HttpResponse:
    """Ask somebody who came in with a temporary PIN for one of their own."""
    user = participant_user_of(request)
    if not request.session.get(MUST_CHOOSE_PIN):
        return redirect("security:change_pin")
    form = NewPinForm(request.POST or None)
    if form.is_valid():
        try:
            choose_pin(
                user=user,
                new=form.cleaned_data["new_pin"],
                by=actor_of(request),
                keep_session=request.session.session_key or "",
            )
        except WeakPin as error:
            form.add_error("new_pin", error.reason)
        except NotTemporary:
            return redirect("signin:login")
        else:
            del request.session[MUST_CHOOSE_PIN]
            update_session_auth_hash(request, user)
            messages.success(request, _("Your new PIN is saved. Use it the next time you sign in."))
            return redirect(after_sign_in(request, user, ""))
    return render(request, "signin/new_pin.html", {"form": form})
