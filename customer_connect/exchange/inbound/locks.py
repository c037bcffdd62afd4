"""One import at a time, on whichever machine: the lock goes with the process or connection that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# Any number will do as long as nothing else takes it: "connect import" in hexadecimal, cut to 63 bits.
ADVISORY_KEY = 0x636F6E6E65637401


class ImportIsRunningError(Exception):
    """Another import holds the lock."""


@contextmanager
def only_import() -> Iterator[None]:
    """Hold the import lock. Raises ImportIsRunningError."""
    with _postgres_lock() if connection.vendor == "postgresql" else _file_lock(imports_folder() / "lock"):
        yield


def imports_folder() -> Path:
    """Return the folder of all runs' files, for the owner's eyes only."""
    folder = Path(settings.VAR_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _postgres_lock() -> Iterator[None]:
    """Hold an advisory lock of this session. Not to be used through a pool that shares sessions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
        if not cursor.fetchone()[0]:
            raise ImportIsRunningError
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """Hold a lock on a file: an SQLite database lives on one machine."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ImportIsRunningError from error
        yield
