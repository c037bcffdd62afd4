"""Pages of signing in: allauth's, with our forms and templates."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from customer_connect.domain.identity.actions.staff_accounts import note_staff_sign_out
from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.relying_parties import relying_party
from customer_connect.staff.requests import actor_of, staff_of
from customer_connect.staff.signin.forms import (
    CodeAgainForm,
    CodeForm,
    NewPasswordForm,
    PasswordAgainForm,
    SignInForm,
)
from customer_connect.staff.signin.second_steps import has_enrolled, has_second_step


class SignIn(LoginView):
    """Asks for email and password, and offers passkeys and single sign-on."""

    template_name = "staff/signin/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Return our form."""
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add why one is here, and what else lets one in."""
        return {
            **super().get_context_data(**kwargs),
            "timed_out": "timed_out" in self.request.GET,
            "signed_out": "signed_out" in self.request.GET,
            "sso_name": settings.STAFF_SSO_NAME,
            "sso_id": settings.STAFF_SSO_ID,
            "passkey_origin": relying_party().origin,
        }


class SecondStepView(AuthenticateView):
    """Asks for the second factor."""

    template_name = "staff/signin/second_step.html"

    def get_form_class(self) -> type[CodeForm]:
        """Return our form, which counts tries."""
        return CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where passkeys work."""
        return {**super().get_context_data(**kwargs), "passkey_origin": relying_party().origin}


class PasskeySignIn(LoginWebAuthnView):
    """Lets in the owner of a passkey."""

    template_name = "staff/signin/sign_in.html"


class PasswordAgain(ReauthenticateView):
    """Asks for the password again."""

    template_name = "staff/signin/password_again.html"

    def get_form_class(self) -> type[PasswordAgainForm]:
        """Return our form."""
        return PasswordAgainForm


class CodeAgain(CodeAgainView):
    """Asks for a code again."""

    template_name = "staff/signin/code_again.html"

    def get_form_class(self) -> type[CodeAgainForm]:
        """Return our form, which counts tries."""
        return CodeAgainForm


class PasskeyAgain(ReauthenticateWebAuthnView):
    """Asks for a passkey again."""

    template_name = "staff/signin/passkey_again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where passkeys work."""
        return {**super().get_context_data(**kwargs), "passkey_origin": relying_party().origin}


class SignOut(LogoutView):
    """Ends the session."""

    template_name = "staff/signin/sign_out.html"

    def logout(self) -> None:
        """Note it, and forget the session."""
        user, key = self.request.user, self.request.session.session_key
        if isinstance(user, User) and key:
            note_staff_sign_out(user=user, session_key=key, reason="signed_out", by=actor_of(self.request))
        super().logout()


@method_decorator(
    [sensitive_variables(), sensitive_post_parameters(), never_cache, login_not_required], name="dispatch"
)
class ChoosePassword(PasswordResetConfirmView):
    """Lets the holder of an invitation choose a password. They sign in with it afterwards."""

    template_name = "staff/signin/choose_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("account_login")

    def get_user(self, uidb64: str) -> User | None:
        """Return the member of staff who was invited."""
        user = super().get_user(uidb64)
        is_of_staff = isinstance(user, User) and user.is_active and hasattr(user, "staff_member")
        return user if is_of_staff else None


@never_cache
@require_safe
def enrol(request: HttpRequest) -> HttpResponse:
    """Offer the ways to have a second factor: nobody gets any further without."""
    user = request.user
    assert isinstance(user, User)
    if has_second_step(request):
        return redirect("home:home")
    if has_enrolled(user):  # elsewhere, meanwhile: it is asked for at the next sign-in
        return redirect("account_logout")
    context = {"staff": staff_of(request), "passkey_origin": relying_party().origin}
    return render(request, "staff/signin/enrol.html", context)
