"""Processes that answer calls, started for a test on free ports."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from customer_connect.phone.gateways.sip.probes import is_answering

ROOT = Path(__file__).resolve().parents[4]


class Server:
    """One running process."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, written: Path) -> None:
        self.process, self.port, self._written = process, port, written

    @property
    def output(self) -> str:
        """Everything that it has written so far."""
        return self._written.read_text(encoding="utf-8", errors="replace")

    @property
    def steps(self) -> list[dict[str, Any]]:
        """What its scripted dialogue has done so far."""
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]

    @property
    def memory(self) -> float:
        """What it holds, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024

    @property
    def open_files(self) -> int:
        """How many file descriptors it holds."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def stop(self) -> int:
        """Ask it to stop, wait, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def free_port() -> int:
    """Return a port that is free for UDP and TCP, and so is the next one. It is none that the system gives away."""
    while True:
        port = random.randrange(20_000, 32_000, 2)
        with contextlib.suppress(OSError), contextlib.ExitStack() as sockets:
            for number in (port, port + 1):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    sockets.enter_context(socket.socket(type=kind)).bind(("127.0.0.1", number))
            return port


@contextlib.contextmanager
def running(
    command: list[str], *, port: int, folder: Path, address: str = "127.0.0.1", **environment: str
) -> Iterator[Server]:
    """Run a command that answers on the port, until the block ends."""
    written = folder / f"server-{port}.log"
    with written.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        server = Server(process, port, written)
        try:
            deadline = time.monotonic() + 40
            while not is_answering(address, port, within=0.3):
                assert process.poll() is None, server.output
                assert time.monotonic() < deadline, server.output
            yield server
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextlib.contextmanager
def scripted(folder: Path, **settings: Any) -> Iterator[Server]:
    """Run the process with the scripted dialogue."""
    port = settings.setdefault("port", free_port())
    settings.setdefault("drain_seconds", 0.5)
    command = [sys.executable, "-m", "tests.phone.gateways.sip.scripted_server", json.dumps(settings)]
    with running(command, port=port, folder=folder) as server:
        yield server
