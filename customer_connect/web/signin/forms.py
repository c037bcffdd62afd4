"""Forms of signing in. They see to shape; the actions decide."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import NotAnIdentifier, ParticipantId, digits_of, parse_identifier


class IdentifierInput(forms.TextInput):
    """Shows again what was typed only if it is a Participant ID: an SSN never goes back to a page."""

    def format_value(self, value: Any) -> str | None:
        """Return what the page may show."""
        try:
            return str(value) if value and isinstance(parse_identifier(str(value)), ParticipantId) else None
        except NotAnIdentifier:
            return None


def pin_input(autocomplete: str) -> forms.PasswordInput:
    """Return the control for a PIN: hidden, digits on a phone, never sent back."""
    return forms.PasswordInput(
        attrs={
            "autocomplete": autocomplete,
            "inputmode": "numeric",
            "autocapitalize": "off",
            "spellcheck": "false",
            "class": "usa-input--medium",
        }
    )


class PinField(forms.CharField):
    """A PIN as somebody types it, spaces and dashes left out."""

    def __init__(self, *, label: Any, autocomplete: str, help_text: Any = "") -> None:
        super().__init__(
            label=label, max_length=64, strip=True, help_text=help_text, widget=pin_input(autocomplete)
        )

    def to_python(self, value: Any) -> str:
        """Return the digits."""
        return digits_of(super().to_python(value) or "")


def identifier_input(autocomplete: str) -> IdentifierInput:
    """Return the control for a number that names a person."""
    return IdentifierInput(
        attrs={
            "autocomplete": autocomplete,
            "inputmode": "numeric",
            "autocapitalize": "off",
            "spellcheck": "false",
        }
    )


class SignInForm(forms.Form):
    """A number and a PIN."""

    identifier = forms.CharField(
        label=_("Participant ID or Social Security number"),
        max_length=64,
        widget=identifier_input("username"),
        error_messages={"required": _("Enter your Participant ID or Social Security number.")},
    )
    pin = PinField(label=_("PIN"), autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].error_messages["required"] = _("Enter your PIN.")
        if not agency().identifiers.sign_in_with_ssn:
            self.fields["identifier"].label = _("Participant ID")
            self.fields["identifier"].error_messages["required"] = _("Enter your Participant ID.")


class ConfirmPinForm(forms.Form):
    """The PIN once more."""

    pin = PinField(label=_("PIN"), autocomplete="current-password")


class NewPinForm(forms.Form):
    """A new PIN, typed twice."""

    new_pin = PinField(label=_("New PIN"), autocomplete="new-password")
    confirm_new_pin = PinField(label=_("New PIN again"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """Compare both."""
        data: dict[str, Any] = super().clean() or {}
        if "new_pin" in data and "confirm_new_pin" in data and data["new_pin"] != data["confirm_new_pin"]:
            self.add_error("confirm_new_pin", ValidationError(_("The two new PINs are not the same.")))
        return data
