"""What a reader of a payment history asked for: side, case, days, place in the list."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from customer_connect.core.dates import format_day
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import OwnCase, own_cases
from customer_connect.domain.payments.histories import History, Place
from customer_connect.domain.payments.periods import NamedPeriod, Period
from customer_connect.web.payments.forms import HistoryForm
from customer_connect.web.payments.sides import Side
from customer_connect.web.requests import participant_of


@dataclass(frozen=True)
class PeriodLink:
    """A named period to choose."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Selection:
    """A reader's own cases and what they asked for. A form with errors selects nothing."""

    side: Side
    participant: Participant
    cases: list[OwnCase]
    form: HistoryForm
    history: History
    named: NamedPeriod | None

    @property
    def page_name(self) -> str:
        """The name of the list's address."""
        return f"payments:{self.side.slug}"

    @property
    def is_valid(self) -> bool:
        """Whether what was asked for makes sense."""
        return not self.form.errors

    @property
    def period(self) -> Period:
        """The days asked for."""
        return self.history.period

    @property
    def case_numbers(self) -> list[str]:
        """The numbers of the cases asked for."""
        return [case.number for case in self.cases if case.case_id in self.history.case_ids]

    @property
    def query(self) -> str:
        """What was asked for, as the query of an address: empty, or with its question mark."""
        asked = {name: self.form.data.get(name, "") for name in self.form.fields}
        given = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def period_links(self) -> list[PeriodLink]:
        """The named periods, for the same case."""
        case = {"case": self.form.data["case"]} if self.form.data.get("case") else {}
        page = reverse(f"payments:{self.side.slug}")
        return [
            PeriodLink(
                str(named.label), f"{page}?{urlencode({**case, 'period': named})}", named is self.named
            )
            for named in NamedPeriod
        ]

    def words_of_period(self) -> str:
        """Say which days were asked for: March 2, 2026 to May 31, 2026."""
        return words_of(self.period)


def selection_of(request: HttpRequest, side: Side) -> Selection:
    """Read what was asked for in a request. A case that is not the reader's is an error of the form."""
    participant = participant_of(request)
    cases = own_cases(participant)
    form = HistoryForm(request.GET or QueryDict(), cases=cases)
    if form.is_valid():
        case_ids = [form.case_id] if form.case_id else [case.case_id for case in cases]
        history = History(side.ledger, participant.pk, case_ids, form.days)
        return Selection(side, participant, cases, form, history, form.named_period)
    return Selection(side, participant, cases, form, History(side.ledger, participant.pk, [], Period()), None)


def place_of(text: str | None) -> Place | None:
    """Read a place such as `2026-03-02.3000012`. Anything else is no place: the list begins at its top."""
    day, _separator, number = (text or "").partition(".")
    try:
        place = Place(date.fromisoformat(day), int(number))
    except ValueError:
        return None
    return place if 0 <= place.entry_id < 2**63 else None


def text_of(place: Place) -> str:
    """Write a place for an address."""
    return f"{place.posted_on.isoformat()}.{place.entry_id}"


def words_of(period: Period) -> str:
    """Say which days a period has, in the language in force."""
    starts_on, ends_on = period.starts_on, period.ends_on
    if starts_on and ends_on:
        return _("%(first)s to %(last)s") % {"first": format_day(starts_on), "last": format_day(ends_on)}
    if ends_on:
        return _("Everything through %(last)s") % {"last": format_day(ends_on)}
    return _("All dates")
