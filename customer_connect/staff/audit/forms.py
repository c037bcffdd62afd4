"""What the audit trail is searched for."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from customer_connect.core.identifiers import NotAnIdentifier, ParticipantId, parse_identifier
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.audit.models import Event, EventQuerySet
from customer_connect.domain.identity.models import StaffMember

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_IN_REACH = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


class SearchForm(forms.Form):
    """Person, actor, action, channel and days. Each narrows the others down."""

    person = forms.CharField(label="About Participant ID", required=False, max_length=20)
    actor = forms.CharField(
        label="Done by",
        help_text="Email of staff, Participant ID, or name of a job",
        required=False,
        max_length=254,
    )
    action = forms.ChoiceField(label="Action", required=False)
    channel = forms.ChoiceField(label="Channel", choices=[("", "All"), *Channel.choices], required=False)
    first_day = forms.DateField(label="From", required=False, widget=_DAY, validators=_IN_REACH)
    last_day = forms.DateField(label="To", required=False, widget=_DAY, validators=_IN_REACH)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = self.fields["action"]
        assert isinstance(action, forms.ChoiceField)
        action.choices = [("", "All"), *((each, each) for each in actions)]

    def clean_person(self) -> int | None:
        """Read a Participant ID."""
        typed = self.cleaned_data["person"]
        if not typed:
            return None
        number = _participant_id(typed)
        if number is None:
            raise forms.ValidationError("Type a Participant ID.")
        return number

    def clean_actor(self) -> EventQuerySet | None:
        """Find out who is meant, and return what they did."""
        typed = self.cleaned_data["actor"].strip()
        if not typed:
            return None
        if "@" in typed:
            staff = list(StaffMember.objects.with_email(typed).values_list("user_id", flat=True))
            if not staff:
                raise forms.ValidationError("Nobody on the staff has this email.")
            return Event.objects.by_staff(staff)
        number = _participant_id(typed)
        return Event.objects.by_system(typed) if number is None else Event.objects.by_participant(number)

    def found(self) -> EventQuerySet:
        """Return the events that were asked for, the newest first; all of them where nothing was."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        events: EventQuerySet = Event.objects.all() if asked.get("actor") is None else asked["actor"]
        if asked.get("person") is not None:
            events = events.about(asked["person"])
        for name in ("action", "channel"):
            if asked.get(name):
                events = events.filter(**{name: asked[name]})
        last_day: date | None = asked.get("last_day")
        begins_at = _midnight(asked.get("first_day"))
        events = events.between(begins_at, _midnight(last_day and last_day + timedelta(days=1)))
        return events.newest_first()

    def asked_for(self) -> dict[str, str]:
        """Return what was asked for, as it is written into the trail."""
        names = ("person", "actor", "action", "channel", "first_day", "last_day")
        return {name: self.data[name] for name in names if self.data.get(name)}


def _participant_id(typed: str) -> int | None:
    try:
        read = parse_identifier(typed)
    except NotAnIdentifier:
        return None
    return read.number if isinstance(read, ParticipantId) else None


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))
