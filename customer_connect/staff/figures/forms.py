"""What figures are asked for."""

from typing import Any

from django import forms

from customer_connect.domain.cases.models import Office
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.topics import TOPICS, Topic

PERIODS = [(7, "7 days"), (30, "30 days"), (90, "90 days")]
USUAL = 30


class FiguresForm(forms.Form):
    """Topic, period and office. Whoever has one office has no choice of offices."""

    topic = forms.ChoiceField(choices=[(each.slug, each.label) for each in TOPICS], widget=forms.HiddenInput)
    days = forms.TypedChoiceField(label="Period", choices=PERIODS, coerce=int)
    office = forms.ModelChoiceField(
        label="Office", queryset=Office.objects.none(), required=False, empty_label="All offices"
    )

    def __init__(self, data: Any, *, scope: StaffScope) -> None:
        usual = {"topic": TOPICS[0].slug, "days": str(USUAL)}
        super().__init__({**usual, **{name: data[name] for name in data}})
        self.scope = scope
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)
        if scope.is_everywhere:
            office.queryset = Office.objects.order_by("name")
        if not scope.is_everywhere or (self.is_valid() and not self.chosen.has_office):
            del self.fields["office"]

    @property
    def chosen(self) -> Topic:
        """What the figures are of."""
        return next(each for each in TOPICS if each.slug == self.cleaned_data["topic"])

    @property
    def asked(self) -> Asked:
        """The period, and whose records count: everybody's, or one office's, which is one's own if one has it."""
        if not self.scope.is_everywhere:
            return Asked(self.cleaned_data["days"], StaffScope(office_id=self.scope.office_id))
        office: Office | None = self.cleaned_data.get("office") if self.chosen.has_office else None
        scope = StaffScope(office_id=office.pk) if office else self.scope
        return Asked(self.cleaned_data["days"], scope)
