"""What the home page tells, gathered in a few plain queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from customer_connect.core.labels import label_of
from customer_connect.core.prepared_queries import PreparedQuery
from customer_connect.domain.calendar.upcoming import UpcomingDate, next_date
from customer_connect.domain.cases.enums import CaseStatus
from customer_connect.domain.cases.models import Order, Participant
from customer_connect.domain.cases.own_cases import OwnCase, own_cases
from customer_connect.domain.cases.parties import other_parties
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.models import Message
from customer_connect.domain.payments.balance_lines import Statement, statements_of
from customer_connect.domain.payments.due_dates import ORDERED_COLUMNS, Ordered, next_due
from customer_connect.domain.payments.enums import ExpectedStatus
from customer_connect.domain.payments.histories import Entry, History
from customer_connect.domain.payments.ledgers import MADE, SENT
from customer_connect.domain.payments.models import ExpectedPayment


@dataclass(frozen=True)
class CaseCard:
    """One case with its balances: what the reader owes in it, and what is owed to them."""

    case: OwnCase
    i_owe: list[Statement]
    owed_to_me: list["OwedStatement"]


@dataclass(frozen=True)
class OwedStatement:
    """What somebody owes the reader. `debtor` is given only where there is more than one."""

    statement: Statement
    debtor: str


class Expected(NamedTuple):
    """The next payment to come."""

    expected_on: date
    amount: Decimal
    status: str

    @property
    def status_label(self) -> str:
        """Where it stands, in the language in force."""
        return label_of(ExpectedStatus, self.status)


@dataclass(frozen=True)
class Overview:
    """Everything on the home page."""

    cards: list[CaseCard]
    pays: bool
    is_paid: bool
    last_made: Entry | None
    last_received: Entry | None
    next_expected: Expected | None
    next_due: tuple[date, Decimal] | None
    next_date: UpcomingDate | None
    reports_waiting: int
    answers_unread: int


def overview_of(participant: Participant, *, now: datetime) -> Overview:
    """Return what the home page tells this person at a moment."""
    cases = own_cases(participant)
    today = timezone.localdate(now)
    case_ids = [case.case_id for case in cases]
    pays, is_paid = any(case.pays for case in cases), any(case.is_paid for case in cases)
    return Overview(
        cards=_cards(participant, cases, today),
        pays=pays,
        is_paid=is_paid,
        last_made=History(MADE, participant.pk, case_ids).last_payment() if pays else None,
        last_received=History(SENT, participant.pk, case_ids).last_payment() if is_paid else None,
        next_expected=_next_expected(participant) if is_paid else None,
        next_due=_next_due(participant, today) if pays else None,
        next_date=next_date(participant, now=now),
        reports_waiting=len(_WAITING.rows(participant_id=participant.pk)),
        answers_unread=len(_UNREAD.rows(participant_id=participant.pk)),
    )


def _cards(participant: Participant, cases: Sequence[OwnCase], today: date) -> list[CaseCard]:
    statements = statements_of(participant)
    mine = [statement for statement in statements if statement.payer_id == participant.pk]
    to_me = [statement for statement in statements if statement.payer_id != participant.pk]
    debtors = _debtors(participant, to_me, today)
    return [
        CaseCard(
            case,
            [statement for statement in mine if statement.case_id == case.case_id],
            [
                OwedStatement(statement, debtors.get((statement.case_id, statement.payer_id), ""))
                for statement in to_me
                if statement.case_id == case.case_id
            ],
        )
        for case in cases
    ]


def _debtors(participant: Participant, to_me: Sequence[Statement], today: date) -> dict[tuple[int, int], str]:
    """Return what to call each of those who owe the reader, where a case has several."""
    case_ids = [statement.case_id for statement in to_me]
    if len(case_ids) == len(set(case_ids)):
        return {}
    parties = other_parties(participant, on=today)
    return {
        (case_id, party.participant_id): party.label for case_id, found in parties.items() for party in found
    }


def _next_expected(participant: Participant) -> Expected | None:
    row = _EXPECTED.first(participant_id=participant.pk)
    return Expected(*row) if row else None


def _next_due(participant: Participant, today: date) -> tuple[date, Decimal] | None:
    return next_due([Ordered(*row) for row in _ORDERS.rows(participant_id=participant.pk)], on=today)


def _expected(participant_id: int) -> QuerySet[ExpectedPayment, Any]:
    mine = ExpectedPayment.objects.visible_to(Participant(pk=participant_id))
    return mine.soonest_first().values_list(*Expected._fields)[:1]


def _orders(participant_id: int) -> QuerySet[Order, Any]:
    mine = Order.objects.visible_to(Participant(pk=participant_id)).filter(payer=participant_id)
    return mine.filter(case__status=CaseStatus.OPEN).values_list(*ORDERED_COLUMNS)


def _waiting(participant_id: int) -> QuerySet[ReportedChange, Any]:
    return ReportedChange.objects.visible_to(Participant(pk=participant_id)).waiting().values_list("pk")


def _unread(participant_id: int) -> QuerySet[Message, Any]:
    mine = Message.objects.visible_to(Participant(pk=participant_id))
    return mine.from_staff().unread().values_list("pk")


_EXPECTED = PreparedQuery(_expected)
_ORDERS = PreparedQuery(_orders)
_WAITING = PreparedQuery(_waiting)
_UNREAD = PreparedQuery(_unread)
