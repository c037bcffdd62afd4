"""One entry of a person's history with everything that belongs to it."""

from dataclasses import dataclass
from decimal import Decimal

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.payments.histories import Entry
from customer_connect.domain.payments.ledgers import Ledger


class EntryNotFound(LookupError):
    """There is no such entry, or it is somebody else's."""


@dataclass(frozen=True)
class EntryDetails:
    """An entry, what it was applied to, the entries that reverse it, and the one it reverses."""

    entry: Entry
    case_number: str
    parts: dict[str, Decimal]
    reversals: list[Entry]
    original: Entry | None


def entry_details(participant: Participant, ledger: Ledger, number: int) -> EntryDetails:
    """Return an entry of this person's own. Raises EntryNotFound."""
    mine = ledger.visible_to(participant)
    row = mine.filter(pk=number).select_related("case").first()
    if row is None:
        raise EntryNotFound
    columns = ledger.entry_columns
    beside = mine.filter(case=row.case)
    reversals = beside.filter(reverses_id=number).order_by("posted_on", "id").values_list(*columns)
    original = beside.filter(pk=row.reverses_id).values_list(*columns).first() if row.reverses_id else None
    return EntryDetails(
        Entry(*(getattr(row, column) for column in columns)),
        row.case.number,
        {part: getattr(row, part) for part in ledger.parts},
        [Entry(*reversal) for reversal in reversals],
        Entry(*original) if original else None,
    )
