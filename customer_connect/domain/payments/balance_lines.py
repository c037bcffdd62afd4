"""What is owed, by case, as the system of record says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from customer_connect.core.labels import label_of
from customer_connect.core.prepared_queries import PreparedQuery
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.payments.enums import BalanceKind, OwedTo
from customer_connect.domain.payments.models import Balance

_ORDER = {kind: number for number, kind in enumerate(BalanceKind)}


class BalanceLine(NamedTuple):
    """One balance: dollars owed as of a date."""

    case_id: int
    payer_id: int
    owed_to: str
    kind: str
    amount: Decimal
    as_of: date

    @property
    def label(self) -> str:
        """What the balance is of, in the language in force."""
        return label_of(BalanceKind, self.kind)

    @property
    def owed_to_label(self) -> str:
        """Whom it is owed to, in the language in force."""
        return label_of(OwedTo, self.owed_to)


@dataclass(frozen=True)
class Statement:
    """The balances of one payer in one case, current support first, then arrears by kind, interest, fees."""

    case_id: int
    payer_id: int
    lines: list[BalanceLine]

    @property
    def as_of(self) -> date | None:
        """The day all balances are of, or None where they are of different days."""
        days = {line.as_of for line in self.lines}
        return days.pop() if len(days) == 1 else None

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines, to be shown as such and apart from them; None where it would mix days.

        It stands for no balance of the system of record (CCP 695.211 keeps them apart).
        """
        if self.as_of is None or len(self.lines) < 2:
            return None
        return sum((line.amount for line in self.lines), Decimal("0.00"))


def statements_of(participant: Participant) -> list[Statement]:
    """Return what this person owes and what is owed to them, by case and payer."""
    return _grouped(BalanceLine(*row) for row in _BALANCES.rows(participant_id=participant.pk))


def _balances(participant_id: int) -> QuerySet[Balance, Any]:
    return Balance.objects.visible_to(Participant(pk=participant_id)).values_list(*BalanceLine._fields)


_BALANCES = PreparedQuery(_balances)


def _grouped(lines: Iterable[BalanceLine]) -> list[Statement]:
    def by_payer(line: BalanceLine) -> tuple[int, int]:
        return line.case_id, line.payer_id

    in_order = sorted(lines, key=lambda line: (*by_payer(line), _ORDER[BalanceKind(line.kind)], line.owed_to))
    return [Statement(*key, list(group)) for key, group in groupby(in_order, by_payer)]
