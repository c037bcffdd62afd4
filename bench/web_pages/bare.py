"""The bare WSGI function: for each page and person the recorded statements, then the recorded bytes.

It knows nothing of Django. Connections are kept for each thread; statements commit one by one, as Django's do.
"""

import os
import pickle
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Recorded = dict[tuple[str, str], tuple[list[tuple[str, Any]], list[tuple[str, str]], bytes]]

with Path(os.environ["BENCH_RECORDED"]).open("rb") as file:
    RECORDED: Recorded = pickle.load(file)
DATABASE = os.environ["CONNECT_DATABASE"]
_thread = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the platform did when it was recorded."""
    statements, headers, body = RECORDED[environ["PATH_INFO"], environ["HTTP_COOKIE"]]
    cursor = _connection().cursor()
    for sql, values in statements:
        cursor.execute(sql, values)
        if cursor.description is not None:
            cursor.fetchall()
    start_response("200 OK", headers)
    return [body]


def _connection() -> Any:
    if not hasattr(_thread, "connection"):
        _thread.connection = _sqlite() if DATABASE.startswith("sqlite") else _postgresql()
    return _thread.connection


def _sqlite() -> sqlite3.Connection:
    connection = sqlite3.connect(DATABASE.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _postgresql() -> Any:
    import psycopg

    user, _, place = DATABASE.removeprefix("postgres://").partition("@")
    host, _, name = place.partition("/")
    return psycopg.connect(host=unquote(host), user=user, dbname=name, autocommit=True)
