"""What orders asked for and what was paid, month by month."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from customer_connect.domain.cases.models import Order, Participant
from customer_connect.domain.payments.due_dates import ORDERED_COLUMNS, Ordered, due_by_month, months_later
from customer_connect.domain.payments.ledgers import MADE, Ledger

_HELD = "held"


@dataclass(frozen=True)
class MonthLine:
    """A month by its first day: dollars that orders made due in it, dollars posted in it less reversals."""

    month: date
    due: Decimal
    paid: Decimal


def months_of(
    participant: Participant, ledger: Ledger, *, case_ids: Collection[int], last_month: date, count: int
) -> list[MonthLine]:
    """Return the months up to `last_month` (any day of it), oldest first. Money on hold has not been paid yet."""
    first = months_later(last_month.replace(day=1), 1 - count)
    last = months_later(last_month.replace(day=1), 1) - date.resolution
    orders = Order.objects.visible_to(participant).filter(case__in=case_ids)
    on_this_side = orders.filter(payer=participant) if ledger is MADE else orders.exclude(payer=participant)
    terms = [Ordered(*row) for row in on_this_side.values_list(*ORDERED_COLUMNS)]
    due = due_by_month(terms, first=first, last=last)
    posted = (
        ledger.visible_to(participant)
        .filter(case__in=case_ids, posted_on__range=(first, last))
        .exclude(status=_HELD)
        .annotate(month=TruncMonth("posted_on"))
        .values_list("month")
        .annotate(paid=Sum("amount"))
        .order_by("month")
    )
    paid = dict(posted)
    return [MonthLine(month, amount, paid.get(month, Decimal("0.00"))) for month, amount in due.items()]
