"""The two ledgers of a person: what they paid, and what was sent to them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.payments.models import Disbursement, Receipt


@dataclass(frozen=True)
class Ledger:
    """A table of entries: whose they are (`person`), how the money moved (`way`), what it was applied to (`parts`)."""

    model: type[Receipt] | type[Disbursement]
    person: str
    way: str
    parts: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table

    @property
    def entry_columns(self) -> tuple[str, ...]:
        """The columns of an entry, in order. All are in the ledger's covering index."""
        return ("posted_on", "id", "case_id", "amount", "kind", "status", self.way, "reverses_id")

    def visible_to(self, participant: Participant) -> QuerySet[Any]:
        """Return this person's own entries."""
        return self.model.objects.visible_to(participant)


MADE = Ledger(Receipt, "payer_id", "source", ("current_support", "arrears", "interest", "other"))
SENT = Ledger(Disbursement, "payee_id", "method", ())
