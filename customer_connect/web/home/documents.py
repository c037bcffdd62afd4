"""The home page's content, handed over to its document."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from customer_connect.documents.home_pages import (
    BalanceLine,
    CaseSummary,
    Figure,
    HomePage,
    NextDate,
    Statement,
)
from customer_connect.domain.calendar.upcoming import UpcomingDate
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.payments.balance_lines import BalanceLine as Balance
from customer_connect.domain.payments.balance_lines import Statement as Balances
from customer_connect.domain.payments.enums import OwedTo
from customer_connect.domain.payments.histories import Entry
from customer_connect.web.home.overviews import CaseCard, Overview


def document_of(participant: Participant, overview: Overview, *, now: datetime) -> HomePage:
    """Return what the document tells: the same as the page, without who to ask."""
    return HomePage(
        participant_name=participant.full_name,
        participant_number=participant.number,
        prepared_at=now,
        figures=list(_figures(overview)),
        next_date=_next_date(overview.next_date) if overview.next_date else None,
        cases=[_case(card) for card in overview.cards],
    )


def _figures(overview: Overview) -> Iterator[Figure]:
    if overview.pays:
        yield _payment(_("Last payment I made"), overview.last_made)
        yield _due(_("Next payment by my court order"), overview.next_due)
    if overview.is_paid:
        yield _payment(_("Last payment sent to me"), overview.last_received)
        label, expected = _("Next payment I am expecting"), overview.next_expected
        if expected:
            yield Figure(label, expected.amount, expected.expected_on, expected.status_label)
        else:
            yield Figure(label, None, None, _("None is expected at this time"))


def _payment(label: str, entry: Entry | None) -> Figure:
    if entry is None:
        return Figure(label, None, None, _("None on record"))
    is_returned = entry.status == "returned"
    return Figure(label, entry.amount, entry.posted_on, _("Returned") if is_returned else "")


def _due(label: str, due: tuple[date, Decimal] | None) -> Figure:
    if due is None:
        return Figure(label, None, None, _("None on record"))
    day, amount = due
    return Figure(label, amount, day)


def _next_date(found: UpcomingDate) -> NextDate:
    kind = _("Court date") if found.is_court_date else _("Appointment")
    return NextDate(
        starts_at=found.starts_at,
        purpose=f"{kind}: {found.purpose_label}",
        place=found.where_label,
        remark=_("Date changed") if found.is_rescheduled else "",
    )


def _case(card: CaseCard) -> CaseSummary:
    mine = [_statement(_("What I owe"), found, shows_owed_to=True) for found in card.i_owe]
    to_me = [
        _statement(
            _("What %(name)s owes to my family") % {"name": owed.debtor}
            if owed.debtor
            else _("What is owed to my family"),
            owed.statement,
            shows_owed_to=False,
        )
        for owed in card.owed_to_me
    ]
    return CaseSummary(card.case.number, card.case.status_label, card.case.role_label, [*mine, *to_me])


def _statement(title: str, found: Balances, *, shows_owed_to: bool) -> Statement:
    lines = [
        BalanceLine(
            f"{line.label}, {_to_whom(line)}" if shows_owed_to else line.label, line.as_of, line.amount
        )
        for line in found.lines
    ]
    return Statement(title, lines, found.total)


def _to_whom(line: Balance) -> str:
    return _("owed to the State") if line.owed_to == OwedTo.STATE else _("owed to the family")
