"""A pool of worker processes for native code that leaks, hangs or crashes: asked in turn, bounded in time, replaced.

Both sides speak frames over pipes: two lengths (4 bytes each, big-endian), then JSON, then bytes. What is said between
them is in no argument, no file and no log.
"""

import json
import logging
import os
import queue
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[3]
_MOST_BYTES = 64 * 1024 * 1024

Question = dict[str, Any]


class WorkerFailed(Exception):
    """No answer: every worker was busy for too long, or took too long, or died twice over the same question."""


class _Died(Exception):
    """The worker has ended before its answer was complete."""


class WorkerPool:
    """Holds up to `count` processes that run `python -m MODULE`, started when they are first needed."""

    def __init__(self, module: str, *arguments: str, count: int, retire_after: int, seconds: float) -> None:
        """Retire a worker after so many answers; `seconds` bounds a question, waiting for a worker included."""
        self._command = [sys.executable, "-m", module, *arguments]
        self._retire_after = retire_after
        self._seconds = seconds
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._count = count
        for _ in range(count):
            self._free.put(None)

    def ask(self, question: Question, payload: bytes = b"") -> tuple[Question, bytes]:
        """Return what a worker answers. A worker that dies is replaced, and the next one asked, once.

        Raises WorkerFailed.
        """
        ends_at = time.monotonic() + self._seconds
        try:
            worker = self._free.get(timeout=self._seconds)
        except queue.Empty:
            raise WorkerFailed("all are busy") from None
        try:
            for _ in range(2):
                worker = worker or _Worker(self._command)
                try:
                    answer = worker.ask(question, payload, ends_at)
                except _Died:
                    logger.warning("A worker of %s died", self._command[2])
                    worker.stop()
                    worker = None
                    continue
                except TimeoutError:
                    worker.stop()
                    worker = None
                    raise WorkerFailed("too slow") from None
                if worker.answers >= self._retire_after:
                    worker.stop()
                    worker = _Worker(self._command)  # warms up before it is asked
                return answer
            raise WorkerFailed("died twice")
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End the workers, once each has answered what it was asked."""
        for _ in range(self._count):
            try:
                worker = self._free.get(timeout=self._seconds)
            except queue.Empty:
                return
            if worker:
                worker.stop()

    def __del__(self) -> None:
        """End the workers that are idle."""
        while not self._free.empty():
            if worker := self._free.get_nowait():
                worker.stop()


class _Worker:
    """One process."""

    def __init__(self, command: list[str]) -> None:
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        # In a group of its own: Ctrl-C is for the parent, which may want to finish a call.
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        self.answers = 0

    def ask(self, question: Question, payload: bytes, ends_at: float) -> tuple[Question, bytes]:
        """Send one frame and wait for one. Raises _Died or TimeoutError."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            _write_frame(self._process.stdin, question, payload)
        except OSError as error:
            raise _Died from error
        lengths = self._read(8, ends_at)
        head, body = int.from_bytes(lengths[:4], "big"), int.from_bytes(lengths[4:], "big")
        if head + body > _MOST_BYTES:
            raise _Died
        answer: Question = json.loads(self._read(head, ends_at))
        self.answers += 1
        return answer, self._read(body, ends_at)

    def _read(self, count: int, ends_at: float) -> bytes:
        assert self._process.stdout is not None
        fd = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        pieces: list[bytes] = []
        while count:
            left = ends_at - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise TimeoutError
            piece = os.read(fd, min(count, 1 << 20))
            if not piece:
                raise _Died
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # it had died with a question half sent
                continue


def serve(answer: Callable[[Question, bytes], tuple[Question, bytes]]) -> None:
    """Be a worker: answer frames from standard input on standard output until there are no more."""
    asked = sys.stdin.buffer
    # Libraries that print do so elsewhere.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while len(lengths := asked.read(8)) == 8:
        question = json.loads(asked.read(int.from_bytes(lengths[:4], "big")))
        _write_frame(answers, *answer(question, asked.read(int.from_bytes(lengths[4:], "big"))))


def _write_frame(pipe: IO[bytes], head: Question, body: bytes) -> None:
    encoded = json.dumps(head).encode()
    pipe.write(len(encoded).to_bytes(4, "big") + len(body).to_bytes(4, "big") + encoded + body)
    pipe.flush()
