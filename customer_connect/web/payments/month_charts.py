"""The drawing of due against paid: one row a month, two bars a row. Lengths in the drawing's own units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from customer_connect.domain.payments.monthly import MonthLine

WIDTH = 340
BAR_SPACE = 250  # the rest is for the amount beside the bar
LEGEND_HEIGHT = 30
ROW_HEIGHT = 52


@dataclass(frozen=True)
class Row:
    """One month: where it is drawn, how long its bars are, where the amounts beside them begin."""

    month: date
    due: Decimal
    paid: Decimal
    top: int
    due_length: int
    paid_length: int

    @property
    def label_at(self) -> int:
        """Baseline of the month's name."""
        return self.top + 14

    @property
    def due_at(self) -> int:
        """Upper edge of the bar of what was due."""
        return self.top + 20

    @property
    def paid_at(self) -> int:
        """Upper edge of the bar of what was paid."""
        return self.top + 34

    @property
    def due_text_at(self) -> tuple[int, int]:
        """Where the amount due is written."""
        return self.due_length + 6, self.due_at + 10

    @property
    def paid_text_at(self) -> tuple[int, int]:
        """Where the amount paid is written."""
        return self.paid_length + 6, self.paid_at + 10


@dataclass(frozen=True)
class Drawing:
    """All rows and the size of the whole."""

    rows: list[Row]
    width: int
    height: int


def drawing_of(lines: Sequence[MonthLine]) -> Drawing:
    """Lay out the months. A month in which more was reversed than paid has no bar: its amount says so."""
    longest = max((max(line.due, line.paid) for line in lines), default=Decimal(0))

    def length(amount: Decimal) -> int:
        return max(0, round(amount / longest * BAR_SPACE)) if longest > 0 else 0

    rows = [
        Row(
            line.month,
            line.due,
            line.paid,
            LEGEND_HEIGHT + number * ROW_HEIGHT,
            length(line.due),
            length(line.paid),
        )
        for number, line in enumerate(lines)
    ]
    return Drawing(rows, WIDTH, LEGEND_HEIGHT + len(lines) * ROW_HEIGHT)
