"""Reading one CSV file as a stream of records, in constant memory, while its size and hash are verified."""

import io
from collections import deque
from collections.abc import Iterator

from customer_connect.exchange.inbound.packages import DELTA, HashingReader, Package, read_errors
from customer_connect.exchange.inbound.rows import split
from customer_connect.exchange.inbound.tables import DELETED, Table
from customer_connect.exchange.reasons import Fault

BUFFER = 1 << 18  # bytes
# A quoted field never legitimately spans lines; to tell a stray quote from a line break this many lines are tried.
MOST_LINES = 20
LONGEST = 1 << 20  # characters of a line held at once


class Records:
    """The records of one table's file. After the last one `verify` tells whether the file was what was declared."""

    def __init__(self, package: Package, table: Table) -> None:
        self.package = package
        self.table = table
        self.resource = package.resources[table.name]
        with read_errors(table.name):
            self.reader = HashingReader(package.source.open(self.resource.path))
        self.text = io.TextIOWrapper(
            io.BufferedReader(self.reader, BUFFER), encoding="utf-8", errors="strict", newline="\n"
        )
        self.number = 0  # of the physical line read last
        self.waiting: deque[str] = deque()
        self.may_delete = False
        self.width = len(table.columns)

    def close(self) -> None:
        """Close the file."""
        self.text.detach().detach()
        self.reader.file.close()

    def read_header(self) -> str:
        """Read and check the header row. Return it without its line end. Raises Fault."""
        with self._faults():
            header = self.text.readline(LONGEST).rstrip("\r\n")
        self.number = 1
        if header.startswith("\ufeff"):
            raise self._fault("byte_order_mark", "the file begins with a byte order mark")
        names = split(header) or []
        if not header.strip() or not names:
            raise self._fault("no_header", "the file has no header row")
        self.may_delete = self.package.kind == DELTA and names[-1] == DELETED and not self.table.is_only_added
        self.width = len(self.table.columns) + self.may_delete
        self._check_header(names[: len(names) - self.may_delete])
        return header

    def lines(self) -> Iterator[str]:
        """Yield each line without its line end; `number` is its own. Raises Fault at what is not UTF-8."""
        with self._faults():
            while True:
                line = self.waiting.popleft() if self.waiting else self.text.readline(LONGEST)
                if not line:
                    return
                self.number += 1
                yield line.rstrip("\r\n")

    def whole_record(self, line: str) -> list[str] | None:
        """Split a line into fields, joined with those after it where a quoted field spans them.

        None when its quote is never closed: the lines after it are then records of their own.
        """
        if line.count('"') % 2 == 0:
            return split(line)
        taken: list[str] = []
        joined = line
        with self._faults():
            while len(taken) < MOST_LINES:
                more = self.waiting.popleft() if self.waiting else self.text.readline(LONGEST)
                if not more:
                    break
                taken.append(more)
                joined += "\n" + more.rstrip("\r\n")
                if joined.count('"') % 2 == 0:
                    fields = split(joined)
                    if fields is not None and len(fields) == self.width:
                        self.number += len(taken)
                        return fields
                    break
        self.waiting.extendleft(reversed(taken))
        return None

    def verify(self, rows: int) -> None:
        """Compare size, hash and rows with what is declared. Raises Fault."""
        with self._faults():
            while self.text.buffer.read(BUFFER):
                pass
        declared = self.resource
        if self.reader.count < declared.bytes:
            message = f"{declared.path} has {self.reader.count} bytes of {declared.bytes}"
            raise self._fault("truncated_file", message)
        if self.reader.digest.hexdigest() != declared.sha256:
            raise self._fault("hash_differs", f"{declared.path} has another SHA-256 than declared")
        if rows != declared.rows:
            raise self._fault(
                "row_count_differs", f"{declared.path} has {rows} rows, {declared.rows} are declared"
            )

    def _check_header(self, names: list[str]) -> None:
        wanted = self.table.names
        if names == wanted:
            return
        missing = [name for name in wanted if name not in names]
        extra = [name for name in names if name not in wanted]
        if len(names) == 1 and names[0] != wanted[0] and wanted[0] in names[0]:
            raise self._fault("wrong_delimiter", f"the header is {names[0][:80]!r}")
        if len(set(names)) != len(names):
            raise self._fault(
                "duplicate_column", f"appears twice: {next(n for n in names if names.count(n) > 1)}"
            )
        if missing and extra and len(names) == len(wanted):
            raise self._fault("renamed_column", f"not {extra[0][:80]!r} but {missing[0]}")
        if missing:
            raise self._fault("missing_column", f"missing: {', '.join(missing)}")
        if extra:
            raise self._fault("extra_column", f"not in the schema: {', '.join(extra)[:200]}")
        raise self._fault("column_order", f"the order is: {', '.join(wanted)}")

    def _fault(self, reason: str, message: str) -> Fault:
        return Fault(reason, message, self.table.name)

    def _faults(self) -> "_Faults":
        return _Faults(self)

    def first_bad_line(self) -> int:
        """Return the number of the first line that is not UTF-8."""
        with read_errors(self.table.name), self.package.source.open(self.resource.path) as file:
            for number, line in enumerate(file, start=1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    return number
        return 0


class _Faults:
    """Turns what reading raises into Faults of the table."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.errors = read_errors(records.table.name)

    def __enter__(self) -> None:
        self.errors.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, UnicodeDecodeError):
            line = self.records.first_bad_line()
            message = f"line {line} of {self.records.resource.path} is not UTF-8"
            raise Fault("not_utf8", message, self.records.table.name) from error
        self.errors.__exit__(kind, error, trace)  # type: ignore[arg-type]
