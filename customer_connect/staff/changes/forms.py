"""Forms of the decision on a reported change."""

from typing import Any

from django import forms
from django.db import models

from customer_connect.domain.cases.models import Office
from customer_connect.domain.changes.enums import Kind, Refusal


class Listed(models.TextChoices):
    """Which reports are listed."""

    TO_DECIDE = "to_decide", "To decide"
    ASKED = "asked", "Asked back, no answer yet"
    ON_THE_WAY = "on_the_way", "Accepted, on the way"
    REFUSED = "refused", "Refused by the system of record"
    CLOSED = "closed", "Done, rejected or taken back"


_REASONS = {
    Refusal.INCOMPLETE: "Something is missing",
    Refusal.NOT_FOUND: "Address, phone, email or employer not found",
    Refusal.NEEDS_PROOF: "A paper that shows it is needed",
    Refusal.NOT_YOURS: "It belongs to somebody else",
    Refusal.ALREADY_ON_FILE: "On file already",
    Refusal.LATER_REPORT: "Overtaken by a later report",
    Refusal.COURT: "Only the court can change this",
    Refusal.OTHER: "Another reason",
}
REASON_CHOICES = [(refusal.value, words) for refusal, words in _REASONS.items()]


class FilterForm(forms.Form):
    """What the queue shows. `mine` are reports of people whose caseworker one is."""

    show = forms.ChoiceField(label="Show", choices=Listed, required=False)
    kind = forms.ChoiceField(label="What", choices=[("", "Everything"), *Kind.choices], required=False)
    office = forms.ModelChoiceField(
        label="Office", queryset=Office.objects.none(), required=False, empty_label="All that I see"
    )
    mine = forms.ChoiceField(
        label="Whose", choices=[("", "All that I see"), ("1", "People assigned to me")], required=False
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offices: "models.QuerySet[Office]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question to the author."""

    question = forms.CharField(
        label="Question",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write the question."},
    )


class RejectForm(forms.Form):
    """Why a report about oneself is rejected. The author reads both."""

    reason = forms.ChoiceField(
        label="Reason",
        choices=REASON_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    words = forms.CharField(
        label="In your words",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason has none."""
        data = super().clean() or {}
        if data.get("reason") == Refusal.OTHER and not data.get("words", "").strip():
            self.add_error("words", "Say the reason: the person reads it.")
        return data


class FileAwayForm(forms.Form):
    """Why a report about the other party is not used. Nobody but staff reads it."""

    reason = forms.ChoiceField(
        label="Reason, for the file only",
        choices=REASON_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
