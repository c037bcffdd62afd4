"""A witness that is a file: a line of JSON a statement. Best on another machine's disk, where lines only ever come."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from customer_connect.providers.witnesses import Statement

_TAIL = 64 * 1024  # bytes in which the last whole line is looked for


class FileWitness:
    """Writes to the end of `settings.AUDIT_WITNESS_FILE`. A line that a crash cut short is passed over."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(settings.AUDIT_WITNESS_FILE)

    def tell(self, statements: Sequence[Statement]) -> None:
        """Write lines and flush them to the disk."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = "".join(f"{json.dumps(statement)}\n" for statement in statements)
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "rb+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                text = text if file.read() == b"\n" else f"\n{text}"
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())

    def statements(self) -> Iterator[Statement]:
        """Read the file line by line."""
        if self.path.exists():
            with self.path.open("rb") as lines:
                for line in lines:
                    if (statement := _read(line)) is not None:
                        yield statement

    def last(self) -> Statement | None:
        """Read the end of the file."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
        return next(filter(None, map(_read, reversed(tail.splitlines()))), None)


def _read(line: bytes) -> Statement | None:
    try:
        statement = json.loads(line)
    except ValueError:
        return None
    return statement if isinstance(statement, dict) else None
