"""Forms about people."""

from typing import Any

from django import forms
from django.db import models

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import Ssn, digits_of, is_valid_ssn
from customer_connect.core.phones import e164_of
from customer_connect.core.plain_names import plain_name
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.identity.models import PinDelivery


class Looking(models.TextChoices):
    """Why somebody opens a person's page."""

    CALLED = "called", "They are on the phone"
    CALL_BACK = "call_back", "They asked to be called back"
    WROTE = "wrote", "They wrote to us"
    VISITED = "visited", "They are at the office"
    OTHER_AGENCY = "agency", "Another agency asked, with the right to know"
    OTHER = "other", "Another reason"


class FindForm(forms.Form):
    """A number, or a name. Sent by POST alone: an SSN never stands in an address."""

    number = forms.CharField(
        label="Participant ID, SSN, case or phone number",
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "usa-input--xl", "spellcheck": "false"}
        ),
    )
    last_name = forms.CharField(
        label="Last name begins with",
        help_text="The second surname finds them too.",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    first_name = forms.CharField(
        label="First name begins with",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        """Return the digits, with a leading + where there is one."""
        typed: str = self.cleaned_data["number"]
        plus = "+" if typed.strip().startswith("+") else ""
        digits = digits_of(typed).lstrip("+").replace("(", "").replace(")", "")
        if typed.strip() and not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError("Type digits here. Names go into the fields for names.")
        return plus + digits

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and for enough of a name."""
        data = super().clean() or {}
        if "number" not in data:
            return data
        last = plain_name(data.get("last_name", ""))
        if not data["number"] and len(last) < 2:
            raise forms.ValidationError("Type a number, or at least two letters of the last name.")
        return data

    @property
    def case_number(self) -> int | None:
        """The case number, where it can be one."""
        digits = self.cleaned_data["number"]
        return int(digits) if _is_of_length(digits, agency().identifiers.case_number_digits) else None

    @property
    def participant_id(self) -> int | None:
        """The Participant ID, where it can be one."""
        digits = self.cleaned_data["number"]
        return int(digits) if _is_of_length(digits, agency().identifiers.participant_id_digits) else None

    @property
    def ssn(self) -> Ssn | None:
        """The SSN, where it can be one."""
        digits = self.cleaned_data["number"]
        return Ssn(digits) if is_valid_ssn(digits) else None

    @property
    def phone(self) -> str | None:
        """The telephone number in E.164, where it can be one."""
        return e164_of(self.cleaned_data["number"], agency().place.country)


class ReasonForm(forms.Form):
    """Why a person's page is opened."""

    reason = forms.ChoiceField(label="Why do you open it?", choices=Looking, widget=forms.RadioSelect)
    note = forms.CharField(label="Say more", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for words where the list has none."""
        data = super().clean() or {}
        if data.get("reason") == Looking.OTHER and not data.get("note", "").strip():
            self.add_error("note", "Say the reason in a few words.")
        return data

    @property
    def words(self) -> str:
        """The reason as the audit trail keeps it."""
        label = str(Looking(self.cleaned_data["reason"]).label)
        note: str = self.cleaned_data["note"].strip()
        return f"{label}: {note}" if note else label


class PinForm(forms.Form):
    """How a temporary PIN goes out."""

    way = forms.ChoiceField(
        label="Send a temporary PIN by",
        choices=[
            (PinDelivery.MAIL, "Letter (5 to 10 business days)"),
            (PinDelivery.EMAIL, "Email (within minutes)"),
        ],
        widget=forms.RadioSelect,
    )


class BadContactForm(forms.Form):
    """Why an address or email is bad."""

    note = forms.CharField(label="How do you know?", max_length=120)


class SafeContactForm(forms.Form):
    """How a person may not be reached."""

    unsafe_ways = forms.MultipleChoiceField(
        label="Ways that are not safe for this person",
        choices=[
            (ContactWay.MAIL, "Letters"),
            (ContactWay.EMAIL, "Email"),
            (ContactWay.CALL, "Phone calls"),
            (ContactWay.VOICEMAIL, "Voice messages"),
            (ContactWay.TEXT, "Text messages"),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="What we should know, in the person’s words",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _is_of_length(text: str, length: int) -> bool:
    return len(text) == length and text.isdigit()
