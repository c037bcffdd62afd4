"""`./connect demo` as its users meet it: another process, a folder and a port of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from config.demos import FRESH_FOR, Folders, needs_people, sign_ins_to_show
from customer_connect.core.dates import today

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(var: Path, port: int | str, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONNECT_", "FRESH"))}
    return {**kept, "CONNECT_VAR": str(var), "PORT": str(port), "SIP_PORT": str(free_port()), **more}


@contextmanager
def demo(var: Path, port: int | str, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "connect", "demo"],
        cwd=ROOT,
        env=surroundings(var, port, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)


def said_until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if lines[-1] == "ready":
            return lines
    raise AssertionError("\n".join(lines))


def fetch(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found += [child, *children_of(child)]
    return found


def test_the_demo_starts_serves_and_stops_without_a_trace(tmp_path: Path) -> None:
    # FRESH=1 removes what a demo left behind, here a broken database, and nothing else.
    var, port = tmp_path / "var", free_port()
    var.mkdir()
    (var / "connect.sqlite3").write_text("broken")
    (var / "mine.txt").write_text("keep")
    with demo(var, port, FRESH="1") as process:
        lines = said_until_ready(process)
        accounts = json.loads((var / "demo-accounts.json").read_text())
        people, staff = accounts["participants"], accounts["staff"]
        assert len([person for person in people if any(person["pin"] in line for line in lines)]) == 3
        assert len([each for each in staff if any(each["password"] in line for line in lines)]) == 1
        assert f"http://127.0.0.1:{port}/" in lines
        assert fetch(port, "/health") == (200, '{"status": "ok", "database": "ok"}')
        for path, word in (("/login", "PIN"), ("/es/login", "PIN"), ("/staff/sign-in", "Staff")):
            status, body = fetch(port, path)
            assert status == 200
            assert word in body
        children = children_of(process.pid)
        assert children
        with demo(var, free_port()) as second:
            output, _ = second.communicate(timeout=30)
            assert second.returncode == 1
            assert "Another demo runs in" in output
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        assert process.returncode == 0
        assert not [child for child in children if Path(f"/proc/{child}").exists()]
    assert (var / "mine.txt").read_text() == "keep"

    # The second start has everything, keeps it, and stops on Ctrl-C as well.
    before = (var / "demo" / "state.json").stat().st_mtime_ns
    with demo(var, port) as process:
        assert not [line for line in said_until_ready(process) if line.startswith("Import")]
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        assert process.returncode == 0
    assert (var / "demo" / "state.json").stat().st_mtime_ns == before


def test_a_busy_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with demo(tmp_path / "var", port) as process:
            output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"Port {port} is in use" in output
    assert "Traceback" not in output
    assert not (tmp_path / "var" / "connect.sqlite3").exists()


@pytest.mark.parametrize("port", ["web", "0", "70000", ""])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    with demo(tmp_path / "var", port) as process:
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "must be a number from 1 to 65535" in output


def test_production_is_no_place_for_a_demo(tmp_path: Path) -> None:
    secrets = {
        "CONNECT_SECRET_KEY": "x" * 50,
        "CONNECT_SEALING_KEYS": '{"a": "ZGVtby1vbmx5LXNlYWxpbmcta2V5LW9mLTMyLWJ5dGU="}',
        "CONNECT_AUDIT_KEYS": '{"a": "ZGVtby1vbmx5LXNlYWxpbmcta2V5LW9mLTMyLWJ5dGU="}',
        "CONNECT_BLIND_INDEX_KEY": "ZGVtby1vbmx5LWJsaW5kLWluZGV4LWtleS0zMi1ieXQ=",
        "CONNECT_PIN_PEPPER": "ZGVtby1vbmx5LXBpbi1wZXBwZXIta2V5LTMyLWJ5dGU=",
        "CONNECT_EMAIL_PASSWORD": "x",
    }
    with demo(
        tmp_path / "var",
        free_port(),
        CONNECT_ENVIRONMENT="production",
        CONNECT_PUBLIC_URL="https://x.example",
        **secrets,
    ) as process:
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "This is production" in output
    assert not (tmp_path / "var" / "connect.sqlite3").exists()


@pytest.mark.parametrize(
    ("age", "is_old"), [(timedelta(0), False), (FRESH_FOR, False), (FRESH_FOR + timedelta(days=1), True)]
)
def test_people_are_laid_out_anew_when_their_dates_have_passed(
    tmp_path: Path, age: timedelta, is_old: bool
) -> None:
    folders = Folders(tmp_path)
    assert needs_people(folders)
    folders.package.mkdir()
    folders.accounts.write_text('{"participants": [], "staff": []}')
    folders.state.write_text(json.dumps({"as_of": (today() - age).isoformat()}))
    assert needs_people(folders) == is_old


def test_accounts_of_before_there_was_staff_are_written_anew(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    folders.package.mkdir()
    folders.accounts.write_text("[]")
    folders.state.write_text(json.dumps({"as_of": today().isoformat()}))
    assert needs_people(folders)


def test_a_first_start_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    folders.package.mkdir()
    folders.state.write_text("{")
    assert needs_people(folders)


def test_three_different_kinds_of_sign_in_are_shown(tmp_path: Path) -> None:
    def account(number: str, *roles: str, temporary: bool = False) -> dict[str, object]:
        return {"participant_id": number, "roles": list(roles), "pin_is_temporary": temporary}

    folders = Folders(tmp_path)
    accounts = [
        account("1", "noncustodial"),
        account("2", "custodial", temporary=True),
        account("3", "custodial"),
        account("4", "custodial", "noncustodial"),
    ]
    folders.accounts.write_text(json.dumps({"participants": accounts, "staff": []}))
    assert [shown["participant_id"] for shown in sign_ins_to_show(folders)] == ["3", "4", "2"]
