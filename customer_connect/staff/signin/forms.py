"""Forms of signing in. They see to shape; tries are counted where they are checked."""

import time
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import transaction

from customer_connect.domain.identity.actions.staff_accounts import set_staff_password
from customer_connect.domain.identity.actions.staff_tries import counted_code
from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.staff_exceptions import TooManyStaffTries, WrongPassword
from customer_connect.staff.requests import anonymous_of
from customer_connect.staff.signin.news import tell_staff
from customer_connect.staff.signin.refusals import words_for

LAST_COUNTER = "last_counter"  # in a TOTP authenticator's data: the time step of the last code that was taken


class SignInForm(LoginForm):
    """Email and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label="Email", max_length=254, widget=widget)
        self.fields["password"] = forms.CharField(
            label="Password", strip=False, max_length=200, widget=_password_input("current-password")
        )
        self.order_fields(["login", "password"])


class PasswordAgainForm(PasswordAgain):
    """The password, once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label="Password", strip=False, max_length=200, widget=_password_input("current-password")
        )


class _CountedCode(forms.Form):
    """A code whose tries are counted in the database, and which is taken once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="Code",
            max_length=20,
            help_text="6 digits from your authenticator app, or one of your recovery codes.",
            widget=_code_input(),
        )

    def clean_code(self) -> str:
        """Check the code. Raises ValidationError."""
        from allauth.core import context

        user: User = self.user  # type: ignore[attr-defined]
        try:
            with counted_code(user=user, by=anonymous_of(context.request)):
                return self._check()
        except TooManyStaffTries as problem:
            raise ValidationError(words_for(problem)) from problem
        except WrongPassword as problem:
            raise ValidationError("This code is not right.") from problem

    def _check(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            raise WrongPassword from error
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if authenticator.type == Authenticator.Type.TOTP and not take_code(authenticator, code):
            raise WrongPassword
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_CountedCode, ReauthenticateForm):
    """The second factor, once more."""


class AddAppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="Code from the app", max_length=20, help_text="6 digits.", widget=_code_input()
        )


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey, and what its owner calls it. It always checks its owner: alone it opens the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label="Name", required=False, max_length=60, help_text="Such as: my phone, blue security key."
        )
        self.fields["passwordless"] = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """The first password, or a new one after an invitation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "New password"
        self.fields[
            "new_password1"
        ].help_text = (
            "At least 12 characters. A few words you can remember are better than one with odd signs."
        )
        self.fields["new_password2"].label = "New password again"
        self.fields["new_password2"].help_text = ""

    def save(self, commit: bool = True) -> User:  # noqa: ARG002 - Django's signature
        """Set the password. Whoever had one before is told."""
        from allauth.core import context

        user: User = self.user
        staff, by, had_one = user.staff_member, anonymous_of(context.request), user.has_usable_password()
        with transaction.atomic():
            set_staff_password(staff=staff, password=self.cleaned_data["new_password1"], by=by)
            if had_one:
                tell_staff(staff, "staff/password_set", by=by)
        return user


def take_code(authenticator: Authenticator, code: str) -> bool:
    """Use a code of an authenticator app up (RFC 6238, 5.2): neither it nor an older one works again."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = decrypt(row.data["secret"])
        steps = [step for step in yield_hotp_counters_from_time() if _is_code(secret, step, code)]
        if not steps or max(steps) <= row.data.get(LAST_COUNTER, 0):
            return False
        row.data[LAST_COUNTER] = max(steps)
        row.save(update_fields=["data"])
    authenticator.data = row.data
    return True


def current_code(secret: str) -> str:
    """Return the code that an authenticator app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _is_code(secret: str, step: int, typed: str) -> bool:
    return format_hotp_value(hotp_value(secret, step)) == "".join(typed.split())


def _password_input(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(
        attrs={"autocomplete": autocomplete, "autocapitalize": "off", "spellcheck": "false"}
    )


def _code_input() -> forms.TextInput:
    return forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "usa-input--medium"}
    )
