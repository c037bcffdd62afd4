"""Choosing who gets a first PIN."""

from typing import Any

from django import forms
from django.db import models

from customer_connect.core.dates import today
from customer_connect.domain.cases.models import Office
from customer_connect.domain.identity.first_pins import Choice


class Who(models.TextChoices):
    """By what people are chosen."""

    OFFICE = "office", "Those whom one office serves that has moved to the statewide system"
    SINCE = "since", "Those whom any office serves that moved on a day or later"
    WAGES = "wages", "Those in a case with a private wage assignment"


class ChoiceForm(forms.Form):
    """Who is to be counted."""

    who = forms.ChoiceField(
        label="Who gets a first PIN?",
        choices=Who,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who gets a first PIN."},
    )
    office = forms.ModelChoiceField(
        label="Office",
        queryset=Office.objects.none(),
        required=False,
        empty_label="Choose an office",
        help_text="For those whom one office serves.",
    )
    since = forms.DateField(
        label="Moved on or after",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="For those whom any office serves.",
    )

    def __init__(self, *args: Any, only_office: Office | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moved = Office.objects.filter(is_current=True, transitioned_on__lte=today())
        if only_office is not None:
            moved = moved.filter(pk=only_office.pk)
            self.fields["who"].choices = [(Who.OFFICE.value, Who.OFFICE.label)]  # type: ignore[attr-defined]
            self.fields["who"].widget = forms.HiddenInput()
            self.initial = {**self.initial, "who": Who.OFFICE, "office": only_office}
            self.fields["office"].help_text = ""
            del self.fields["since"]
        self.fields["office"].queryset = moved.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        data = super().clean() or {}
        if data.get("who") == Who.OFFICE and not data.get("office") and "office" not in self.errors:
            self.add_error("office", "Choose an office.")
        if data.get("who") == Who.SINCE and not data.get("since") and "since" not in self.errors:
            self.add_error("since", "Give a day.")
        return data

    @property
    def choice(self) -> Choice:
        """Who was chosen."""
        who = self.cleaned_data["who"]
        if who == Who.OFFICE:
            return Choice(office_id=self.cleaned_data["office"].pk)
        return Choice(transitioned_since=self.cleaned_data["since"]) if who == Who.SINCE else Choice()
