"""A throw-away PostgreSQL leaves nothing behind, whatever becomes of the command."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

WITH_POSTGRES = Path(__file__).resolve().parents[2] / "scripts" / "with-postgres"
ASK = "import os, psycopg; print(psycopg.connect(os.environ['CONNECT_DATABASE']).execute('select 6 * 7').fetchone())"


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder that the server's user may enter (pytest's own are closed to others), short enough for a socket."""
    with TemporaryDirectory(prefix="scratch-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def start(scratch: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, WITH_POSTGRES, *command],
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def servers_under(folder: Path) -> list[str]:
    """Return the command lines of running servers whose cluster lies in the folder."""
    lines = [path.read_bytes().replace(b"\0", b" ").decode() for path in Path("/proc").glob("[0-9]*/cmdline")]
    return [line for line in lines if str(folder) in line and "postgres" in line]


def test_the_command_finds_a_database_and_its_exit_status_is_handed_on(scratch: Path):
    run = start(scratch, sys.executable, "-c", f"{ASK}; raise SystemExit(7)")
    output, errors = run.communicate(timeout=60)
    assert (output, run.returncode) == ("(42,)\n", 7), errors


def test_nothing_is_left_after_a_command_that_fails(scratch: Path):
    start(scratch, "false").communicate(timeout=60)
    assert list(scratch.iterdir()) == []
    assert servers_under(scratch) == []


def test_nothing_is_left_after_a_command_that_does_not_exist(scratch: Path):
    run = start(scratch, "no-such-command")
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 127
    assert "no-such-command" in errors
    assert list(scratch.iterdir()) == []


def test_nothing_is_left_after_it_is_told_to_stop(scratch: Path):
    run = start(scratch, sys.executable, "-c", "import signal; print('up', flush=True); signal.pause()")
    assert run.stdout
    assert run.stdout.readline() == "up\n"
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=60)
    assert run.returncode == 128 + signal.SIGTERM
    assert list(scratch.iterdir()) == []
    assert servers_under(scratch) == []
