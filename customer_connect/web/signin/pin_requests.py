"""The form that asks for a new PIN. It sees to shape; what happens then nobody is told."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import NotAnIdentifier, parse_identifier
from customer_connect.domain.identity.models import PinDelivery
from customer_connect.web.signin.forms import identifier_input


def _name_field(label: Any, autocomplete: str, missing: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=120,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
        error_messages={"required": missing},
    )


class PinRequestForm(forms.Form):
    """Who somebody is, and how they want their PIN. An SSN is never shown again."""

    first_name = _name_field(_("First name"), "given-name", _("Enter your first name."))
    last_name = _name_field(
        _("Last name"),
        "family-name",
        _("Enter your last name."),
        help_text=_("As it is on our letters to you. Capital letters and accents do not matter."),
    )
    identifier = forms.CharField(
        label=_("Participant ID or Social Security number"),
        max_length=64,
        widget=identifier_input("off"),
        error_messages={"required": _("Enter your Participant ID or Social Security number.")},
    )
    delivery = forms.ChoiceField(
        label=_("How do you want to get your PIN?"),
        choices=PinDelivery,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose email or standard mail.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not agency().identifiers.sign_in_with_ssn:
            self.fields["identifier"].label = _("Participant ID")
            self.fields["identifier"].error_messages["required"] = _("Enter your Participant ID.")

    def clean_first_name(self) -> str:
        """Return the name without marks that nobody sees."""
        return _visible(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        """Return the name without marks that nobody sees."""
        return _visible(self.cleaned_data["last_name"])

    def clean_identifier(self) -> str:
        """Refuse what cannot be such a number, whoever has it."""
        typed: str = self.cleaned_data["identifier"]
        try:
            parse_identifier(typed)
        except NotAnIdentifier:
            raise ValidationError(_what_a_number_is()) from None
        return typed


def _visible(name: str) -> str:
    return "".join(mark for mark in name if unicodedata.category(mark)[0] != "C").strip()


def _what_a_number_is() -> str:
    digits = {"digits": agency().identifiers.participant_id_digits}
    if not agency().identifiers.sign_in_with_ssn:
        return _now("Check the number: a Participant ID has %(digits)d digits.") % digits
    return (
        _now(
            "Check the number: a Participant ID has %(digits)d digits, a Social Security number has 9. "
            "For your safety, we do not show what you typed."
        )
        % digits
    )
