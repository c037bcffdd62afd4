"""One's own account: authenticator app, passkeys, recovery codes, sessions."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from customer_connect.domain.identity.actions.staff_accounts import end_staff_sessions
from customer_connect.domain.identity.models import Session, User
from customer_connect.domain.identity.relying_parties import relying_party
from customer_connect.staff.requests import actor_of, staff_of
from customer_connect.staff.signin.adapters import StaffAuthenticatorAdapter
from customer_connect.staff.signin.forms import AddAppForm, AddPasskeyForm
from customer_connect.staff.signin.second_steps import note_second_step


class OwnAccount(IndexView):
    """Shows what lets one in, and where one is signed in."""

    template_name = "staff/signin/own_account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who it is and their sessions."""
        user = self.request.user
        assert isinstance(user, User)
        means = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        return {
            **super().get_context_data(**kwargs),
            "staff": staff_of(self.request),
            "apps": [each for each in means if each.type == Authenticator.Type.TOTP],
            "passkeys": [each for each in means if each.type == Authenticator.Type.WEBAUTHN],
            "recovery_codes_left": sum(
                len(each.wrap().get_unused_codes())
                for each in means
                if each.type == Authenticator.Type.RECOVERY_CODES
            ),
            "sessions": Session.objects.visible_to(user).order_by("-last_seen_at"),
            "this_session": self.request.session.session_key,
        }


class AddApp(ActivateTOTPView):
    """Adds an authenticator app."""

    template_name = "staff/signin/add_app.html"

    def get_form_class(self) -> type[AddAppForm]:
        """Return our form."""
        return AddAppForm

    def form_valid(self, form: AddAppForm) -> HttpResponse:
        """Add it. Its first code is a second step."""
        response = super().form_valid(form)
        note_second_step(self.request.session)
        return response


class RemoveApp(DeactivateTOTPView):
    """Removes the authenticator app, where a passkey is left."""

    template_name = "staff/signin/remove_app.html"


class AddPasskey(AddWebAuthnView):
    """Adds a passkey."""

    template_name = "staff/signin/add_passkey.html"

    def get_form_class(self) -> type[AddPasskeyForm]:
        """Return our form."""
        return AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a passkey that checks its owner and can be found without a name."""
        context = super().get_context_data(**kwargs)
        context["form"] = context.get("form") or self.get_form()
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return {**context, "passkey_origin": relying_party().origin}

    def form_valid(self, form: AddPasskeyForm) -> HttpResponse:
        """Add it. Using it was a second step."""
        response = super().form_valid(form)
        note_second_step(self.request.session)
        return response


class RenamePasskey(EditWebAuthnView):
    """Renames a passkey."""

    template_name = "staff/signin/rename_passkey.html"
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """Removes a passkey, where a second factor is left."""

    template_name = "staff/signin/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, unless it is the last second factor."""
        if not StaffAuthenticatorAdapter().can_delete_authenticator(self.get_object()):
            messages.error(
                self.request, "This is your only second factor. Add another one before you remove it."
            )
            return redirect("mfa_index")
        return super().form_valid(form)


class RecoveryCodes(ViewRecoveryCodesView):
    """Shows recovery codes, once."""

    template_name = "staff/signin/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Makes new recovery codes."""

    template_name = "staff/signin/new_recovery_codes.html"


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    key = request.session.session_key or ""
    ended = end_staff_sessions(staff=staff_of(request), keep_session=key, by=actor_of(request))
    messages.success(request, f"Sessions ended elsewhere: {ended}.")
    return redirect("mfa_index")
