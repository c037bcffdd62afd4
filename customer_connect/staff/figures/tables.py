"""A table of figures. What is drawn is drawn from it, and what is exported is it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from customer_connect.staff.figures.periods import Asked, name_of_step

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """Rows of numbers under columns. `steps` are the days or weeks of its rows, where it goes along time."""

    slug: str
    title: str
    first: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, Numbers]]
    note: str = ""
    steps: tuple[date, ...] = ()

    @property
    def totals(self) -> Numbers:
        """The sum of each column."""
        return tuple(sum(column) for column in zip(*(numbers for _, numbers in self.rows), strict=True))

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """The rows, each number with its column's name."""
        return [(label, list(zip(self.columns, numbers, strict=True))) for label, numbers in self.rows]

    @property
    def total_cells(self) -> list[tuple[str, int]]:
        """The sums, each with its column's name."""
        return list(zip(self.columns, self.totals, strict=True))

    @property
    def has_numbers(self) -> bool:
        """Whether anything is to be seen."""
        return any(self.totals)


def along_time(
    asked: Asked, slug: str, title: str, columns: dict[str, dict[date, int]], note: str = ""
) -> Table:
    """Return a table with a row for each day or week, those without any too."""
    steps = asked.steps()
    rows = [(name_of_step(step), tuple(counts.get(step, 0) for counts in columns.values())) for step in steps]
    return Table(slug, title, asked.unit, tuple(columns), rows, note, tuple(steps))


def by_value(
    slug: str,
    title: str,
    first: str,
    choices: type[models.TextChoices],
    counts: dict[str, dict[Any, int]],
    note: str = "",
) -> Table:
    """Return a table with a row for each value that was seen. `counts` is by column, then by value."""
    rows = [
        (str(choice.label) or "–", tuple(each.get(choice.value, 0) for each in counts.values()))
        for choice in choices
        if any(each.get(choice.value) for each in counts.values())
    ]
    return Table(slug, title, first, tuple(counts), rows, note)


def per_step(counts: dict[tuple[Any, ...], int], *values: Any, place: int = 1) -> dict[date, int]:
    """Add up by day or week what has one of these values in a place of its key; everything where none is given."""
    steps: dict[date, int] = {}
    for key, count in counts.items():
        if not values or key[place] in values:
            steps[key[0]] = steps.get(key[0], 0) + count
    return steps


def per_value(
    counts: dict[tuple[Any, ...], int], place: int, *, where: tuple[int, Any] | None = None
) -> dict[Any, int]:
    """Add up by the value in one place of the key; only where another place has a value."""
    found: dict[Any, int] = {}
    for key, count in counts.items():
        if where is None or key[where[0]] == where[1]:
            found[key[place]] = found.get(key[place], 0) + count
    return found
