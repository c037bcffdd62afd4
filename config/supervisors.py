"""Runs several programs as one: starts them, waits until each answers, stops all when one ends or somebody says so."""

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

SECONDS_TO_GET_READY = 60.0
SECONDS_TO_STOP = 15.0
_LOOK_EVERY = 0.1
_TAIL_LINES = 15
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Process:
    """One program. `is_ready` tells whether it does its work yet."""

    name: str
    argv: Sequence[str]
    is_ready: Callable[[], bool]


class ProcessDied(Exception):
    """A program ended that nobody had stopped."""


class NotReadyInTime(Exception):
    """A program does not answer."""


class Stopped(Exception):
    """Somebody said stop: Ctrl-C, SIGTERM, or the terminal was closed."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Raise Stopped inside the block at the first SIGINT, SIGTERM or SIGHUP; further ones change nothing."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = [signal.signal(each, stop) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


class Supervisor:
    """Keeps programs running together. Each writes to its own file in `logs`."""

    def __init__(self, processes: Sequence[Process], *, logs: Path) -> None:
        self.processes = processes
        self.logs = logs
        self._running: list[tuple[Process, subprocess.Popen[bytes]]] = []

    def start(self) -> None:
        """Start everything and wait until all are ready. Raises ProcessDied, NotReadyInTime."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for process in self.processes:
            with self.log_of(process).open("wb") as log:
                child = subprocess.Popen(  # noqa: S603
                    process.argv,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    process_group=0,
                    preexec_fn=_end_with_parent,  # noqa: PLW1509 - one thread only
                )
            self._running.append((process, child))
        waiting = list(self.processes)
        deadline = time.monotonic() + SECONDS_TO_GET_READY
        while waiting:
            self._check()
            waiting = [process for process in waiting if not process.is_ready()]
            if waiting and time.monotonic() > deadline:
                raise NotReadyInTime(f"{waiting[0].name} does not answer.\n{self._tail(waiting[0])}")
            if waiting:
                time.sleep(_LOOK_EVERY)

    def watch(self) -> None:
        """Wait for as long as everything runs. Raises ProcessDied."""
        never = threading.Event()
        while not never.wait(_LOOK_EVERY):
            self._check()

    def stop(self) -> None:
        """Stop everything, the last started first, and wait for it. Who does not listen is killed."""
        for _, child in reversed(self._running):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for _, child in reversed(self._running):
            try:
                child.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
            # What a child leaves behind goes with it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        self._running.clear()

    def log_of(self, process: Process) -> Path:
        """Return the file that the process writes to."""
        return self.logs / f"{process.name}.log"

    def _check(self) -> None:
        for process, child in self._running:
            if (code := child.poll()) is not None:
                raise ProcessDied(
                    f"{process.name} ended by itself (exit code {code}).\n{self._tail(process)}"
                )

    def _tail(self, process: Process) -> str:
        log = self.log_of(process)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL_LINES:]
        return "\n".join([f"The end of {log}:", *(f"  {line}" for line in lines)])


def _end_with_parent() -> None:
    """Have the kernel stop this child when its parent is gone without a word (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
