"""Payments as a document gets them: entries, and the statement that they make."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext as _

from customer_connect.core.dates import today
from customer_connect.domain.payments.enums import EntryKind


class Direction(Enum):
    """Which side of the money a history is of."""

    MADE = "made"
    SENT_TO_ME = "sent_to_me"


@dataclass(frozen=True)
class HistoryEntry:
    """One line. `status` is as people read it; `reverses` is the number of the entry that this one takes back.

    Money on hold has not moved yet: it is listed, and counted apart. `is_returned`: it was taken back later.
    """

    number: int
    posted_on: date
    case_number: str
    kind: EntryKind
    status: str
    amount: Decimal
    is_held: bool = False
    is_returned: bool = False
    reverses: int | None = None


@dataclass(frozen=True)
class PaymentHistory:
    """All entries of one person and direction in one period, in the order they are to be printed.

    `begins_on` may be None for "since the beginning of the records". `case_numbers` are the cases it covers, entries
    or not.
    """

    direction: Direction
    participant_name: str
    participant_number: str
    case_numbers: Sequence[str]
    begins_on: date | None
    ends_on: date
    entries: Sequence[HistoryEntry]
    statement_on: date = field(default_factory=today)

    @property
    def title(self) -> str:
        """The document's title, in the language in force."""
        is_made = self.direction is Direction.MADE
        return _("Statement of Payments Made") if is_made else _("Statement of Payments Sent")

    @property
    def held(self) -> list[HistoryEntry]:
        """The entries whose money has not moved yet."""
        return [entry for entry in self.entries if entry.is_held]

    @property
    def moved(self) -> list[HistoryEntry]:
        """The entries that count."""
        return [entry for entry in self.entries if not entry.is_held]

    @property
    def payments(self) -> list[HistoryEntry]:
        """The payments among those that count, whatever became of them later."""
        return [entry for entry in self.moved if entry.kind == EntryKind.PAYMENT]
