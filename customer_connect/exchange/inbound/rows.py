"""Checking the rows of one file: one pattern passes nearly all of them, the rest are read field by field."""

import csv
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from customer_connect.core.identifiers import is_valid_itin, is_valid_ssn
from customer_connect.core.sealing import blind_index, seal
from customer_connect.exchange.inbound.fields import BadFieldError, Problem, Reader, plain_pattern, reader_of
from customer_connect.exchange.inbound.rules import Rule, rule_of
from customer_connect.exchange.inbound.tables import DELETED, TABLES, Table

Row = Sequence[str]
# What stands for a soft field that could not be read.
_BLANKS = {"language": "en", "address_valid": "false"}
_ADDRESS = {"address_line_1", "address_line_2", "city", "state", "postal_code", "country"}


@dataclass
class Checked:
    """One row after its checks. `values` are fit to land; of a rejected row only the key counts, where it is filled."""

    values: Row
    is_deleted: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_rejected(self) -> bool:
        """Whether the row stays out."""
        return any(problem.is_fatal for problem in self.problems)


class RowChecker:
    """Checks rows of one table of one package."""

    def __init__(self, table: Table, *, as_of: date, may_delete: bool) -> None:
        self.table = table
        self.may_delete = may_delete
        self.readers: list[Reader] = [reader_of(column) for column in table.columns]
        self.rule: Rule | None = rule_of(table.name, as_of=as_of)
        self.keys = [table.position(column.name) for column in table.key]
        pattern = ",".join(plain_pattern(column) for column in table.columns)
        self.is_plain = re.compile(pattern + ",(?:false)?" * may_delete).fullmatch
        self.width = len(table.columns) + may_delete
        self.finish: Callable[[list[str]], Row] | None = _seal if table.name == "participants" else None
        self.is_doubtful: Callable[[list[str]], bool] | None = (
            _has_bad_number if table.name == "participants" else None
        )

    def explain(self, fields: list[str]) -> Checked:
        """Check a row field by field and tell everything that is wrong with it."""
        if len(fields) != self.width:
            message = f"has {len(fields)} fields, not {self.width}"
            return self.out_of_shape(fields, Problem("", "ragged_row", message))
        is_deleted, problems = self._read_deleted(fields)
        values = [""] * len(self.readers)
        for place, read in enumerate(self.readers):
            if is_deleted and place not in self.keys:
                continue
            column = self.table.columns[place]
            try:
                values[place] = read(fields[place])
            except BadFieldError as error:
                problems.append(Problem(column.name, error.reason, error.message, not column.is_soft))
                values[place] = _BLANKS.get(column.name, "")
        if is_deleted or any(problem.is_fatal for problem in problems):
            return Checked(values, is_deleted, problems)
        return self.settle(values, problems)

    def out_of_shape(self, fields: list[str], problem: Problem) -> Checked:
        """Reject a row whose fields are not in their places. The key comes first: it may still be readable."""
        values = [""] * len(self.readers)
        for place in self.keys:
            with suppress(BadFieldError, IndexError):
                values[place] = self.readers[place](fields[place])
        return Checked(values, problems=[problem])

    def settle(self, values: list[str], problems: list[Problem]) -> Checked:
        """Apply the table's rule to a row whose fields are all readable, and blank what it cannot keep."""
        if self.rule:
            problems.extend(self.rule(values))
        for problem in problems:
            if not problem.is_fatal:
                values[self.table.position(problem.field)] = _BLANKS.get(problem.field, "")
        if self.table.name == "participants" and any(problem.field in _ADDRESS for problem in problems):
            values[self.table.position("address_valid")] = "false"
        return Checked(values, problems=problems)

    def key_of(self, checked: Checked) -> bool:
        """Tell whether the row's key could be read."""
        return all(checked.values[place] for place in self.keys)

    def _read_deleted(self, fields: list[str]) -> tuple[bool, list[Problem]]:
        if not self.may_delete or fields[-1].strip() in {"", "false"}:
            return False, []
        if fields[-1].strip() == "true":
            return True, []
        return False, [Problem(DELETED, "bad_boolean", f"is {fields[-1][:40]!r}, neither true nor false")]


_SSN, _ITIN = TABLES["participants"].position("ssn"), TABLES["participants"].position("itin")


def _has_bad_number(values: list[str]) -> bool:
    """Tell whether the SSN or the ITIN breaks rules that no pattern can tell."""
    ssn, itin = values[_SSN], values[_ITIN]
    return bool((ssn and not is_valid_ssn(ssn)) or (itin and not is_valid_itin(itin)))


def _seal(values: list[str]) -> Row:
    """Replace the SSN by its blind index and its sealed form, the ITIN by its sealed form, all in hexadecimal."""
    ssn, itin = values[_SSN], values[_ITIN]
    values[_SSN : _ITIN + 1] = [
        blind_index(ssn, purpose="ssn").hex() if ssn else "",
        seal(ssn, purpose="ssn").hex() if ssn else "",
        seal(itin, purpose="itin").hex() if itin else "",
    ]
    return values


def split(record: str) -> list[str] | None:
    """Split one record into fields by RFC 4180; None when a quote is never closed."""
    quotes = record.count('"')
    if not quotes:
        return record.split(",")
    if quotes % 2:
        return None
    try:
        rows = list(csv.reader([record]))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
