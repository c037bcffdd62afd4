"""Forms of My Profile. Each is named for a kind of report; its fields are those of the record."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customer_connect.core.languages import Language
from customer_connect.core.phones import format_phone
from customer_connect.domain.changes.details import Details
from customer_connect.domain.changes.enums import Kind
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.web.profile.fields import (
    STATES,
    CountryField,
    PhoneField,
    PlainTextField,
    check_us_address,
)


class ReportForm(forms.Form):
    """A form that is reported to the agency. Its hidden number makes pressing the button twice harmless."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def details(self) -> Details:
        """Return what was typed, by field of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class AddressForm(ReportForm):
    """A mailing address. P.O. boxes and Safe at Home addresses are addresses."""

    address_line_1 = PlainTextField(
        label=_("Street address or P.O. box"), max_length=100, autocomplete="address-line1"
    )
    address_line_2 = PlainTextField(
        label=_("Apartment, unit or care of"), max_length=100, required=False, autocomplete="address-line2"
    )
    city = PlainTextField(label=_("City"), max_length=60, autocomplete="address-level2")
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Choose one")), *((code, code) for code in STATES)],
        help_text=_("Needed for addresses in the United States."),
        error_messages={"required": _("Choose the state.")},
        widget=forms.Select(attrs={"autocomplete": "address-level1", "class": "usa-input--small"}),
    )
    postal_code = PlainTextField(
        label=_("ZIP Code or postal code"), max_length=12, autocomplete="postal-code"
    )
    country = CountryField(label=_("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_abroad = self["country"].value() not in {"US", "", None}
        for name in ("state", "postal_code"):
            self.fields[name].required = not is_abroad

    def clean(self) -> dict[str, Any]:
        """Hold addresses in the United States to its rules."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("country") == "US":
            for name, error in check_us_address(data.get("state", ""), data.get("postal_code", "")).items():
                if name not in self.errors:
                    self.add_error(name, error)
        return data


class PhonesForm(ReportForm):
    """Telephone numbers. An empty one is taken off the record."""

    mobile_phone = PhoneField(label=_("Mobile phone"), required=False, autocomplete="tel")
    home_phone = PhoneField(label=_("Home phone"), required=False, autocomplete="home tel")
    work_phone = PhoneField(label=_("Work phone"), required=False, autocomplete="work tel")


class EmailForm(ReportForm):
    """An email address. An empty one is taken off the record."""

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        required=False,
        help_text=_(
            "Use an address that only you can read. Leave it empty to take your email off our records."
        ),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "off"}
        ),
        error_messages={"invalid": _("Enter an email address like name@example.com.")},
    )


class EmployerForm(ReportForm):
    """Where somebody works."""

    employer_name = PlainTextField(
        label=_("Employer"), max_length=120, required=False, autocomplete="organization"
    )
    employer_phone = PhoneField(label=_("Employer's phone"), required=False, autocomplete="off")
    employer_address = PlainTextField(label=_("Employer's address"), max_length=200, required=False, rows=3)


class LanguageForm(ReportForm):
    """The language of letters, emails and calls."""

    language = forms.ChoiceField(
        label=_("Language for letters, emails and calls"), choices=Language.choices, widget=forms.RadioSelect
    )


OWN_FORMS: dict[Kind, type[ReportForm]] = {
    Kind.ADDRESS: AddressForm,
    Kind.PHONES: PhonesForm,
    Kind.EMAIL: EmailForm,
    Kind.EMPLOYER: EmployerForm,
    Kind.LANGUAGE: LanguageForm,
}


def initial_of(kind: Kind, known: Details) -> Details:
    """Return what a form shows first: what is on file, telephone numbers as people write them."""
    return {
        name: format_phone(value) if name.endswith("_phone") and value else value
        for name, value in known.items()
    }


class OtherPartyForm(ReportForm):
    """What somebody knows of the other party. Every field may be empty, but not all of them."""

    about = forms.ChoiceField()
    address = PlainTextField(label=_("Where they live or get mail"), max_length=300, required=False, rows=3)
    phone = PlainTextField(label=_("Phone numbers"), max_length=120, required=False)
    email = PlainTextField(label=_("Email"), max_length=254, required=False)
    employer_name = PlainTextField(label=_("Where they work"), max_length=120, required=False)
    employer_address = PlainTextField(
        label=_("Address or phone of that place"), max_length=300, required=False, rows=3
    )
    vehicle = PlainTextField(label=_("Cars or other vehicles"), max_length=200, required=False)
    property_or_accounts = PlainTextField(
        label=_("Property, bank accounts or other income"), max_length=500, required=False, rows=3
    )
    anything_else = PlainTextField(
        label=_("Anything else that may help"), max_length=2000, required=False, rows=5
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        is_only = len(people) == 1
        self.fields["about"] = forms.ChoiceField(
            label=_("Who is this about?"),
            choices=people,
            widget=forms.HiddenInput if is_only else forms.RadioSelect,
            initial=people[0][0] if is_only else None,
            error_messages={
                "required": _("Choose who this is about."),
                "invalid_choice": _("Choose again: your case has changed."),
            },
        )

    def details(self) -> Details:
        """Return what was typed, without the choice of the person."""
        return {name: value for name, value in super().details().items() if name != "about"}


class SafeContactForm(forms.Form):
    """The ways that are not safe."""

    unsafe_ways = forms.MultipleChoiceField(
        label=_("Not safe for me"),
        choices=ContactWay.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Check every way that is not safe. We stop using it at once."),
    )
    note = PlainTextField(
        label=_("What your caseworker should know"),
        max_length=500,
        required=False,
        rows=4,
        help_text=_("For example: call only before 3 p.m."),
    )


class ConfirmForm(forms.Form):
    """The code that was sent to a new email or phone."""

    code = forms.CharField(
        label=_("6-digit code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "usa-input--medium"}
        ),
        error_messages={"required": _("Enter the code that we sent you.")},
    )


class AnswerForm(forms.Form):
    """The answer to what the caseworker asked."""

    answer = PlainTextField(
        label=_("Your answer"),
        max_length=1000,
        rows=4,
        error_messages={"required": _("Write your answer.")},
    )
