"""What an agent writes down after a talk."""

from datetime import datetime
from typing import Any

from django import forms

from customer_connect.core.agencies import agency
from customer_connect.core.identifiers import digits_of
from customer_connect.core.languages import Language
from customer_connect.core.phones import e164_of
from customer_connect.domain.calls.enums import TalkOutcome
from customer_connect.domain.calls.talks import Later, Talk
from customer_connect.domain.calls.windows import next_window
from customer_connect.domain.cases.models import Participant

_NEED_WORDS = {TalkOutcome.REFERRED: "the caseworker reads it.", TalkOutcome.OTHER: "say what it was."}


class TalkForm(forms.Form):
    """Outcome and note; who it was, where the caller had not signed in; when to call back, where that was promised."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=TalkOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of the call."},
    )
    note = forms.CharField(
        label="Note",
        max_length=1000,
        required=False,
        help_text="What was asked and what was said. No Social Security number, no PIN.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    participant_id = forms.CharField(
        label="Participant ID, once you have made sure who it is",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    number = forms.CharField(
        label="For a call back: the number",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    half_day = forms.ChoiceField(
        label="For a call back: when",
        choices=[("morning", "The next morning"), ("afternoon", "The next afternoon")],
        required=False,
    )

    def __init__(self, *args: Any, known: Participant | None, own_number: str, **kwargs: Any) -> None:
        """`known` is who it is, where that is known; `own_number` what is called if no other number is typed."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.own_number = own_number
        if known is not None:
            del self.fields["participant_id"]
        if own_number:
            self.fields["number"].help_text = f"Empty: the one that ends in {own_number[-4:]}."

    def clean_participant_id(self) -> str:
        """Return the digits."""
        digits = digits_of(self.cleaned_data["participant_id"])
        wanted = agency().identifiers.participant_id_digits
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == wanted):
            raise forms.ValidationError(f"A Participant ID has {wanted} digits.")
        return digits

    def clean_number(self) -> str:
        """Return the number in E.164."""
        typed: str = self.cleaned_data["number"].strip()
        number = e164_of(typed, agency().place.country) if typed else ""
        if number is None:
            raise forms.ValidationError("Type a phone number with its area code.")
        return number

    def clean(self) -> dict[str, Any]:
        """Ask for what the outcome needs."""
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome in _NEED_WORDS and not data.get("note", "").strip():
            self.add_error("note", f"Write a note: {_NEED_WORDS[TalkOutcome(outcome)]}")
        is_nobody = self.known is None and not data.get("participant_id")
        if outcome == TalkOutcome.REFERRED and is_nobody and "participant_id" not in self.errors:
            self.add_error("participant_id", "Whose caseworker? Type the Participant ID.")
        if outcome == TalkOutcome.CALL_LATER:
            if "number" not in self.errors and not (data.get("number") or self.own_number):
                self.add_error("number", "Type the number to call.")
            if not data.get("half_day"):
                self.add_error("half_day", "Choose when to call.")
        return data

    @property
    def whom(self) -> int | None:
        """Who the agent says it was."""
        digits: str = self.cleaned_data.get("participant_id", "")
        return int(digits) if digits else None

    def talk(self, participant: Participant | None, now: datetime) -> Talk:
        """Return what was written down."""
        data = self.cleaned_data
        outcome = TalkOutcome(data["outcome"])
        later = None
        if outcome == TalkOutcome.CALL_LATER:
            window = next_window(now, morning=data["half_day"] == "morning")
            later = Later(data["number"] or self.own_number, window)
        return Talk(outcome, data["note"].strip(), participant, later)


class ListForm(forms.Form):
    """Which call backs are listed."""

    show = forms.ChoiceField(
        label="Show", choices=[("", "Due now"), ("all", "All that wait")], required=False
    )
    language = forms.ChoiceField(
        label="Language",
        choices=[("", "Any"), (Language.ENGLISH, "English"), (Language.SPANISH, "Spanish")],
        required=False,
    )
