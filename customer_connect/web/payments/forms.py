"""What a payment page can be asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customer_connect.core.dates import format_day, today
from customer_connect.domain.cases.own_cases import OwnCase
from customer_connect.domain.payments.periods import NamedPeriod, Period, period_of

EARLIEST = date(1970, 1, 1)


class DayInput(forms.DateInput):
    """The browser's own way to choose a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CaseForm(forms.Form):
    """Which of one's own cases."""

    case = forms.ChoiceField(label=_("Case"), required=False)

    def __init__(self, *args: Any, cases: Sequence[OwnCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All my cases")), *((str(case.case_id), case.number) for case in cases)]
        field.error_messages["invalid_choice"] = _("Choose one of your cases.")

    @property
    def case_id(self) -> int | None:
        """The case that was chosen, or None for all."""
        return int(self.cleaned_data["case"]) if self.cleaned_data.get("case") else None


class HistoryForm(CaseForm):
    """Which case and days of a payment history. Days of one's own go before a named period."""

    period = forms.ChoiceField(
        choices=NamedPeriod.choices,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Choose one of the periods.")},
    )
    starts_on = forms.DateField(
        label=_("From"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("Enter a date like 03/31/2026.")},
    )
    ends_on = forms.DateField(
        label=_("Through"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("Enter a date like 03/31/2026.")},
    )

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order and within what can be on record."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("starts_on", "ends_on"):
            day = data.get(name)
            if day and not EARLIEST <= day <= today():
                words = {"first": format_day(EARLIEST), "last": format_day(today())}
                self.add_error(name, _("Enter a date from %(first)s to %(last)s.") % words)
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and starts_on > ends_on:
            self.add_error("ends_on", _("The last day must be the same as the first day or later."))
        return data

    @property
    def named_period(self) -> NamedPeriod | None:
        """The named period that was chosen, or None where days were."""
        if self.cleaned_data.get("starts_on") or self.cleaned_data.get("ends_on"):
            return None
        return NamedPeriod(self.cleaned_data.get("period") or NamedPeriod.LAST_12_MONTHS)

    @property
    def days(self) -> Period:
        """The days that were chosen."""
        named = self.named_period
        if named is None:
            return Period(self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on") or today())
        return period_of(named, today=today())


class MonthsForm(CaseForm):
    """How many months of a chart."""

    months = forms.TypedChoiceField(
        label=_("How many months"),
        choices=[("12", _("12 months")), ("24", _("24 months"))],
        coerce=int,
        empty_value=None,
        required=False,
    )
