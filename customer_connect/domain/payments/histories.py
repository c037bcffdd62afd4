"""One person's payment history: pages, totals, links between entries.

The hottest reads of the platform, so plain SQL: each case's newest entries come straight from its covering index
(`receipt_history`, `disbursement_history`) and are merged, with the same statement on both databases. A page is found
by the place where the last one ended, never by counting rows. A person's entries are those of their own cases in
which they themselves paid or were paid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from customer_connect.core.money import CENT
from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.payments.enums import EntryKind
from customer_connect.domain.payments.ledgers import Ledger
from customer_connect.domain.payments.periods import Period

PAGE_SIZE = 25
ZERO = Decimal("0.00")


class Place(NamedTuple):
    """Where an entry stands in a history, newest first."""

    posted_on: date
    entry_id: int


class Entry(NamedTuple):
    """One line of a history. `way` is the source of a receipt or the method of a disbursement."""

    posted_on: date
    entry_id: int
    case_id: int
    amount: Decimal
    kind: str
    status: str
    way: str
    reverses_id: int | None

    @property
    def kind_label(self) -> str:
        """What the entry is, in the language in force."""
        return str(EntryKind(self.kind).label)

    @property
    def place(self) -> Place:
        """Where the entry stands."""
        return Place(self.posted_on, self.entry_id)


class Page(NamedTuple):
    """Some entries, newest first, and whether there are newer and older ones."""

    entries: list[Entry]
    has_newer: bool
    has_older: bool


class Total(NamedTuple):
    """Entries of one kind in dollars, and what they were applied to (zeros for money that was sent)."""

    kind: str
    is_held: bool
    entries: int
    amount: Decimal
    current_support: Decimal
    arrears: Decimal
    interest: Decimal
    other: Decimal


@dataclass(frozen=True)
class History:
    """The entries of one person in one ledger, in some of their cases, in a period. Made by `history_of`."""

    ledger: Ledger
    person_id: int
    case_ids: Sequence[int]
    period: Period = field(default_factory=Period)

    def newest(self) -> Page:
        """Return the first page."""
        return self.older_than(None)

    def older_than(self, place: Place | None) -> Page:
        """Return the page that follows a place, or the first."""
        entries = self._entries(limit=PAGE_SIZE + 1, beyond=("<", place) if place else None)
        return Page(entries[:PAGE_SIZE], place is not None, len(entries) > PAGE_SIZE)

    def newer_than(self, place: Place) -> Page:
        """Return the page that precedes a place."""
        entries = self._entries(limit=PAGE_SIZE + 1, beyond=(">", place))
        return Page(entries[:PAGE_SIZE][::-1], len(entries) > PAGE_SIZE, True)

    def everything(self) -> list[Entry]:
        """Return all entries, newest first."""
        return self._entries(limit=None, beyond=None)

    def parts(self) -> dict[int, tuple[Decimal, ...]]:
        """Return what each entry was applied to, in the order of the ledger's `parts`."""
        if not self.case_ids:
            return {}
        where, values = self._where(self.case_ids)
        rows = _rows(
            f"SELECT id, {', '.join(self.ledger.parts)} FROM {self.ledger.table} WHERE {where}",  # noqa: S608
            values,
        )
        return {entry_id: tuple(_money(value) for value in amounts) for entry_id, *amounts in rows}

    def last_payment(self) -> Entry | None:
        """Return the newest payment that is not on hold, whatever became of it."""
        return next(
            iter(self._entries(limit=1, beyond=None, only=" AND kind = 'payment' AND status <> 'held'")), None
        )

    def is_empty(self) -> bool:
        """Tell whether there is no entry at all."""
        return not self._entries(limit=1, beyond=None)

    def totals(self) -> list[Total]:
        """Return what the entries add up to, by kind; money on hold apart."""
        if not self.case_ids:
            return []
        parts = ", ".join(f"SUM({part})" for part in self.ledger.parts)
        where, values = self._where(self.case_ids)
        rows = _rows(
            f"SELECT kind, status = 'held', COUNT(*), SUM(amount){parts and ', ' + parts}"  # noqa: S608
            f" FROM {self.ledger.table} WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2",
            values,
        )
        return [_total(row) for row in rows]

    def reversed_on(self, entries: Iterable[Entry]) -> dict[int, date]:
        """Return on which day each of the returned entries was reversed."""
        returned = [entry.entry_id for entry in entries if entry.status == "returned"]
        if not returned:
            return {}
        where, values = f"case_id IN ({_marks(self.case_ids)})", list(self.case_ids)
        rows = _rows(
            f"SELECT reverses_id, posted_on FROM {self.ledger.table}"  # noqa: S608
            f" WHERE {where} AND {self.ledger.person} = %s AND kind = 'reversal'"
            f" AND reverses_id IN ({_marks(returned)}) ORDER BY posted_on DESC",
            [*values, self.person_id, *returned],
        )
        return {entry_id: _day(posted_on) for entry_id, posted_on in rows}

    def originals_of(self, entries: Iterable[Entry]) -> dict[int, date]:
        """Return when the entries that are reversed here were posted."""
        reversed_ids = [entry.reverses_id for entry in entries if entry.reverses_id is not None]
        if not reversed_ids:
            return {}
        rows = _rows(
            f"SELECT id, posted_on FROM {self.ledger.table}"  # noqa: S608
            f" WHERE id IN ({_marks(reversed_ids)}) AND {self.ledger.person} = %s",
            [*reversed_ids, self.person_id],
        )
        return {entry_id: _day(posted_on) for entry_id, posted_on in rows}

    def statement(
        self, *, limit: int | None, beyond: tuple[str, Place] | None, only: str = ""
    ) -> tuple[str, list[Any]]:
        """Return the SQL of a page and its values: one branch for each case, merged. `only` is a further condition."""
        direction = "ASC" if beyond and beyond[0] == ">" else "DESC"
        order = f"ORDER BY posted_on {direction}, id {direction}" + (" LIMIT %s" if limit else "")
        ends = [limit] if limit else []
        columns = ", ".join(self.ledger.entry_columns)
        branches: list[str] = []
        values: list[Any] = []
        for case_id in self.case_ids:
            where, bound = self._where([case_id])
            where += only
            if beyond:
                where += f" AND (posted_on, id) {beyond[0]} (%s, %s)"
                bound += beyond[1]
            branches.append(f"SELECT {columns} FROM {self.ledger.table} WHERE {where} {order}")  # noqa: S608
            values += [*bound, *ends]
        if len(branches) == 1:
            return branches[0], values
        merged = " UNION ALL ".join(f"SELECT * FROM ({branch}) AS b{n}" for n, branch in enumerate(branches))  # noqa: S608
        return f"{merged} {order}", [*values, *ends]

    def _entries(self, *, limit: int | None, beyond: tuple[str, Place] | None, only: str = "") -> list[Entry]:
        if not self.case_ids:
            return []
        return [
            Entry(_day(row[0]), row[1], row[2], _money(row[3]), *row[4:])
            for row in _rows(*self.statement(limit=limit, beyond=beyond, only=only))
        ]

    def _where(self, case_ids: Sequence[int]) -> tuple[str, list[Any]]:
        cases = "case_id = %s" if len(case_ids) == 1 else f"case_id IN ({_marks(case_ids)})"
        where, values = f"{cases} AND {self.ledger.person} = %s", list[Any]([*case_ids, self.person_id])
        if self.period.starts_on:
            where += " AND posted_on >= %s"
            values.append(self.period.starts_on)
        if self.period.ends_on:
            where += " AND posted_on <= %s"
            values.append(self.period.ends_on)
        return where, values


def history_of(
    participant: Participant,
    ledger: Ledger,
    *,
    case_ids: Iterable[int] | None = None,
    period: Period | None = None,
) -> History:
    """Return a person's history in all their cases, or in those of `case_ids` that are theirs."""
    mine = list(Case.objects.visible_to(participant).order_by("pk").values_list("pk", flat=True))
    if case_ids is not None:
        wanted = set(case_ids)
        mine = [case_id for case_id in mine if case_id in wanted]
    return History(ledger, participant.pk, mine, period or Period())


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _total(row: Sequence[Any]) -> Total:
    kind, is_held, count, *sums = row
    amounts = [_money(value) for value in sums]
    amounts += [ZERO] * (5 - len(amounts))
    return Total(kind, bool(is_held), count, *amounts)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _money(value: Any) -> Decimal:
    """Return exact cents: SQLite keeps decimals as numbers."""
    return value if isinstance(value, Decimal) else Decimal(str(value)).quantize(CENT)
