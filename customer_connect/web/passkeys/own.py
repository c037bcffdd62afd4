"""The page where a participant sees, adds, renames and removes their passkeys."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customer_connect.core.agencies import agency
from customer_connect.core.browsers import device_of
from customer_connect.domain.identity.actions.change_passkeys import (
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from customer_connect.domain.identity.models import Passkey
from customer_connect.domain.identity.passkey_exceptions import PasskeyKnown, PasskeyRefused, TooManyPasskeys
from customer_connect.domain.identity.passkey_options import options_to_add
from customer_connect.web.codes.challenges import answer_with, take_challenge
from customer_connect.web.codes.gates import second_factor_required_for_changes
from customer_connect.web.passkeys.forms import NAME_LENGTH, AddForm, NameForm
from customer_connect.web.requests import actor_of, audited, participant_user_of
from customer_connect.web.signin.confirmations import require_recent_pin
from customer_connect.web.signin.kept_values import kept_as


@require_safe
@audited("identity.passkeys_viewed")
def passkeys(request: HttpRequest) -> HttpResponse:
    """List the passkeys."""
    own = Passkey.objects.visible_to(participant_user_of(request))
    at_most = agency().sign_in.passkeys_at_most
    context = {"passkeys": own, "at_most": at_most, "can_add": len(own) < at_most}
    return render(request, "passkeys/passkeys.html", context)


@require_recent_pin()
@second_factor_required_for_changes
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a passkey: the page's script makes it, this form brings it."""
    user = participant_user_of(request)
    form = AddForm(request.POST or None)
    if form.is_valid():
        name = form.cleaned_data["name"] or device_of(request)[:NAME_LENGTH] or _("Passkey")
        try:
            add_passkey(
                user=user,
                name=name,
                answer=form.cleaned_data["answer"],
                challenge=take_challenge(request),
                by=actor_of(request),
            )
        except PasskeyRefused:
            form.add_error(None, _("The passkey could not be added. Please try again."))
        except PasskeyKnown:
            form.add_error(None, _("This passkey is on your list already."))
        except TooManyPasskeys:
            form.add_error(None, _("You have as many passkeys as are allowed. Remove one first."))
        else:
            messages.success(request, _("Your passkey was added. You can sign in with it from now on."))
            return redirect("passkeys:passkeys")
    return render(request, "passkeys/add.html", {"form": form})


@require_POST
@require_recent_pin()
@second_factor_required_for_changes
def new_options(request: HttpRequest) -> HttpResponse:
    """Tell the page's script how to make a passkey: JSON."""
    return answer_with(request, options_to_add(participant_user_of(request)))


@kept_as(lambda _participant, typed, **_page: NameForm(typed))
@require_recent_pin()
@require_http_methods(["GET", "HEAD", "POST"])
@audited("identity.passkeys_viewed")
def rename(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Give a passkey another name."""
    passkey = _own(request, passkey_id)
    form = NameForm(request.POST or None, initial={"name": passkey.name})
    if form.is_valid():
        rename_passkey(passkey=passkey, name=form.cleaned_data["name"], by=actor_of(request))
        messages.success(request, _("The name was changed."))
        return redirect("passkeys:passkeys")
    return render(request, "passkeys/rename.html", {"form": form, "passkey": passkey})


@require_recent_pin()
@second_factor_required_for_changes
@require_http_methods(["GET", "HEAD", "POST"])
@audited("identity.passkeys_viewed")
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Remove a passkey, after asking."""
    passkey = _own(request, passkey_id)
    if request.method == "POST":
        remove_passkey(passkey=passkey, by=actor_of(request))
        messages.success(request, _("The passkey was removed. It no longer signs in."))
        return redirect("passkeys:passkeys")
    return render(request, "passkeys/remove.html", {"passkey": passkey})


def _own(request: HttpRequest, passkey_id: int) -> Passkey:
    return get_object_or_404(Passkey.objects.visible_to(participant_user_of(request)), pk=passkey_id)
