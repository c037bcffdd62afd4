"""What a reader of a payment history asked for: side, case, days, place in the list."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from customer_connect.core.dates import format_day, format_span, today
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import OwnCase, own_cases
from customer_connect.domain.payments.histories import History, Place
from customer_connect.domain.payments.periods import NamedPeriod, Period, period_of
from customer_connect.web.addresses import address
from customer_connect.web.payments.forms import HistoryForm
from customer_connect.web.payments.sides import Side
from customer_connect.web.requests import participant_of

_FIELDS = ("case", "period", "starts_on", "ends_on")


@dataclass(frozen=True)
class PeriodLink:
    """A named period to choose."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Selection:
    """A reader's own cases and what they asked for. What does not make sense selects nothing (`is_valid`)."""

    side: Side
    participant: Participant
    cases: list[OwnCase]
    asked: QueryDict
    history: History
    named: NamedPeriod | None
    is_valid: bool

    @cached_property
    def form(self) -> HistoryForm:
        """The form with what was asked for, and what is wrong with it."""
        return HistoryForm(self.asked, cases=self.cases)

    @property
    def page_name(self) -> str:
        """The name of the list's address."""
        return f"payments:{self.side.slug}"

    @property
    def period(self) -> Period:
        """The days asked for."""
        return self.history.period

    @property
    def is_choosing(self) -> bool:
        """Whether the reader wants, or has used, the form for dates and cases."""
        return bool({"choose", "case", "starts_on", "ends_on"} & self.asked.keys()) or not self.is_valid

    @property
    def case_numbers(self) -> list[str]:
        """The numbers of the cases asked for."""
        return [case.number for case in self.cases if case.case_id in self.history.case_ids]

    @cached_property
    def query(self) -> str:
        """What was asked for, as the query of an address: empty, or with its question mark."""
        given = {name: self.asked[name] for name in _FIELDS if self.asked.get(name)}
        return f"?{urlencode(given)}" if given else ""

    @property
    def period_links(self) -> list[PeriodLink]:
        """The named periods, for the same case."""
        case = f"&{urlencode({'case': self.asked['case']})}" if self.asked.get("case") else ""
        page = address(self.page_name)
        return [
            PeriodLink(str(named.label), f"{page}?period={named.value}{case}", named is self.named)
            for named in NamedPeriod
        ]

    def words_of_period(self) -> str:
        """Say which days were asked for: March 2, 2026 to May 31, 2026."""
        return words_of(self.period) if self.is_valid else ""


def selection_of(request: HttpRequest, side: Side) -> Selection:
    """Read what was asked for in a request. A case that is not the reader's is an error of the form."""
    participant = participant_of(request)
    cases = own_cases(participant)
    named: NamedPeriod | None = NamedPeriod.LAST_12_MONTHS
    period, case_ids, is_valid = (
        period_of(NamedPeriod.LAST_12_MONTHS, today=today()),
        [case.case_id for case in cases],
        True,
    )
    if request.GET:
        form = HistoryForm(request.GET, cases=cases)
        is_valid = form.is_valid()
        if is_valid:
            named, period = form.named_period, form.days
            case_ids = [form.case_id] if form.case_id else case_ids
        else:
            named, period, case_ids = None, Period(), []
    history = History(side.ledger, participant.pk, case_ids, period)
    return Selection(side, participant, cases, request.GET, history, named, is_valid)


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
        return format_span(starts_on, ends_on)
    if ends_on:
        return _("Everything through %(last)s") % {"last": format_day(ends_on)}
    return _("All dates")
