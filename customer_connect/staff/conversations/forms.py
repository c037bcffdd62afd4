"""Forms of the inbox and of answers."""

import uuid
from typing import Any

from django import forms
from django.db import models

from customer_connect.core.agencies import agency
from customer_connect.core.dates import today
from customer_connect.core.uploads import FilesField, FilesInput
from customer_connect.domain.cases.models import Office
from customer_connect.domain.conversations.file_types import ACCEPTED_TYPES
from customer_connect.domain.conversations.models import SavedReply
from customer_connect.domain.conversations.placeholders import PLACEHOLDERS, unknown_placeholders
from customer_connect.domain.identity.models import StaffMember


class Listed(models.TextChoices):
    """Which conversations are listed."""

    MINE = "mine", "Mine, waiting"
    UNASSIGNED = "unassigned", "Nobody’s, waiting"
    WAITING = "waiting", "All waiting"
    OVERDUE = "overdue", "Overdue"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    FOUND = "found", "Found by search"


class FilterForm(forms.Form):
    """What the inbox shows."""

    show = forms.ChoiceField(label="Show", choices=Listed, required=False)
    worker = forms.ModelChoiceField(
        label="Assigned to", queryset=StaffMember.objects.none(), required=False, empty_label="Anybody"
    )
    office = forms.ModelChoiceField(
        label="Office", queryset=Office.objects.none(), required=False, empty_label="All offices"
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=200, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        workers: "models.QuerySet[StaffMember]",
        offices: "models.QuerySet[Office]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers  # type: ignore[attr-defined]
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Sent by POST alone: a name never stands in an address."""

    words = forms.CharField(
        label="Person, Participant ID, case number or words of a message",
        max_length=100,
        error_messages={"required": "Type what to search for."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


class AnswerForm(forms.Form):
    """An answer, and what its author had before them."""

    body = forms.CharField(
        label="Your answer",
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 10, "class": "st-answer__text"}),
    )
    attachments = FilesField(
        label="Photos or PDF documents",
        required=False,
        widget=FilesInput(attrs={"accept": ACCEPTED_TYPES, "multiple": True}),
    )
    last_read_id = forms.IntegerField(widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    reply = forms.ModelChoiceField(
        label="Saved reply", queryset=SavedReply.objects.none(), required=False, empty_label="Choose one"
    )

    def __init__(self, *args: Any, replies: "models.QuerySet[SavedReply]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = agency().messages
        self.fields["attachments"].help_text = (
            f"At most {policy.files_at_most}, each up to {policy.file_megabytes_at_most} MB. "
            "Save a letter or a form as PDF first."
        )
        self.fields["reply"].queryset = replies  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        """Return the text with plain line ends, no longer than a message may be."""
        body = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        most = agency().messages.characters_at_most
        if len(body) > most:
            raise forms.ValidationError(f"At most {most} characters. These are {len(body)}.")
        return body


class AssignForm(forms.Form):
    """Who is to answer."""

    to = forms.ModelChoiceField(
        label="Assigned to",
        queryset=StaffMember.objects.none(),
        required=False,
        empty_label="Nobody: the whole office",
    )

    def __init__(self, *args: Any, candidates: list[StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = StaffMember.objects.filter(pk__in=[staff.pk for staff in candidates]).order_by("name")
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """A saved reply in both languages."""

    title = forms.CharField(
        label="Name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    body_en = forms.CharField(label="In English", widget=forms.Textarea(attrs={"rows": 8}))
    body_es = forms.CharField(label="In Spanish", widget=forms.Textarea(attrs={"rows": 8, "lang": "es"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = agency().messages.characters_at_most
        for name in ("body_en", "body_es"):
            self.fields[name].max_length = most  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse placeholders that mean nothing: they would be sent as they stand."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("body_en", "body_es"):
            if unknown := unknown_placeholders(data.get(name, "")):
                known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
                self.add_error(name, f"{', '.join(unknown)} means nothing here. There are: {known}.")
        return data


class AwayForm(forms.Form):
    """When somebody is away, and who stands in."""

    away_from = forms.DateField(label="Away from", widget=forms.DateInput(attrs={"type": "date"}))
    away_until = forms.DateField(
        label="Last day away",
        required=False,
        help_text="Leave it empty if you do not know yet.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    stand_in = forms.ModelChoiceField(
        label="Stands in for you",
        queryset=StaffMember.objects.none(),
        empty_label="Choose one",
        error_messages={"required": "Choose who answers while you are away."},
    )

    def __init__(self, *args: Any, colleagues: "models.QuerySet[StaffMember]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the days in order."""
        data: dict[str, Any] = super().clean() or {}
        begins, ends = data.get("away_from"), data.get("away_until")
        if begins and ends and ends < begins:
            self.add_error("away_until", "The last day comes before the first.")
        elif ends and ends < today():
            self.add_error("away_until", "This day is over.")
        return data


class HandOverForm(forms.Form):
    """All that waits with one person, to another."""

    of = forms.ModelChoiceField(label="From", queryset=StaffMember.objects.none(), empty_label="Choose one")
    to = forms.ModelChoiceField(label="To", queryset=StaffMember.objects.none(), empty_label="Choose one")

    def __init__(self, *args: Any, workers: "models.QuerySet[StaffMember]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("of", "to"):
            self.fields[name].queryset = workers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the two apart."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("of") and data.get("of") == data.get("to"):
            self.add_error("to", "Choose somebody else.")
        return data
