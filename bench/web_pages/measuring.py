"""Records the pages, starts both servers, measures them in turns."""

import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.web_pages.loads import requests_per_second
from bench.web_pages.people import make_people, sign_in

LIMIT, AIM = 0.20, 0.35
PEOPLE = 4
PAGES = {"home": "/home", "history of 25 rows": "/payments/made"}
START_LIMIT = 60  # seconds


def figures(folder: Path, *, seconds: float, rounds: int) -> list[dict[str, Any]]:
    """Return one figure for each page: requests per second of both, and their ratio."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    make_people()
    people = [sign_in(number) for number in range(PEOPLE)]
    recorded = {(path, cookie): record(client, path) for path in PAGES.values() for client, cookie in people}
    recording = folder / "recorded.pickle"
    recording.write_bytes(pickle.dumps(recorded))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    connection.close()
    cookies = [cookie for _, cookie in people]
    with (
        gunicorn("config.wsgi:application") as platform,
        gunicorn("bench.web_pages.bare:application", recording) as bare,
    ):
        return [
            figure(
                name,
                len(recorded[path, cookies[0]][0]),
                *compare(platform, bare, path, cookies, seconds, rounds),
            )
            for name, path in PAGES.items()
        ]


def figure(page: str, statements: int, platform: float, bare: float) -> dict[str, Any]:
    """Return one line of the report."""
    ratio = platform / bare
    return {
        "bench": "web",
        "database": connection.vendor,
        "page": page,
        "statements": statements,
        "platform_per_second": round(platform, 1),
        "bare_per_second": round(bare, 1),
        "ratio": round(ratio, 3),
        "limit": LIMIT,
        "aim": AIM,
        "ok": ratio >= LIMIT,
    }


def compare(
    platform: int, bare: int, path: str, cookies: list[str], seconds: float, rounds: int
) -> tuple[float, float]:
    """Measure both in turns, after one short round each to warm up."""
    ours, theirs = 0.0, 0.0
    for number in range(rounds + 1):
        length = seconds if number else min(seconds, 1.0)
        one = requests_per_second(platform, path, cookies, seconds=length)
        other = requests_per_second(bare, path, cookies, seconds=length)
        if number:
            ours, theirs = ours + one, theirs + other
    return ours / rounds, theirs / rounds


def record(client: Client, path: str) -> tuple[list[tuple[str, Any]], list[tuple[str, str]], bytes]:
    """Return the statements of a page, its headers and its bytes."""
    client.get(path)  # what only a first view does is no part of it
    statements: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        response = client.get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answered {response.status_code}")
    if connection.vendor == "sqlite":
        statements = [(sql.replace("%s", "?"), _for_sqlite(values)) for sql, values in statements]
    headers = [(name, value) for name, value in response.items() if name != "Content-Length"]
    return statements, [*headers, ("Content-Length", str(len(response.content)))], response.content


def _for_sqlite(values: Any) -> tuple[Any, ...]:
    return tuple(
        value if isinstance(value, int | str | bytes | None) else str(value) for value in values or ()
    )


@contextmanager
def gunicorn(application: str, recording: Path | None = None) -> Iterator[int]:
    """Run an application as in production, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = {**os.environ, "BENCH_RECORDED": str(recording or "")}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", application], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("gunicorn did not start")
