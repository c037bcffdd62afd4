"""Having a file of a stranger written anew by a process of its own: it takes so much memory and time and no more.

What it does to itself it does to nobody else, and it knows none of our keys.
"""

import os
import subprocess
import sys
from pathlib import Path

from customer_connect.domain.conversations.enums import Refusal
from customer_connect.domain.conversations.exceptions import FileRefused

_ROOT = Path(__file__).resolve().parents[3]
PROCESSOR_SECONDS = 20
_SECONDS = 40


def rewritten(content: bytes, writer: str, *arguments: int) -> bytes:
    """Return what a module of `writers` makes of a file. Raises FileRefused."""
    command = [sys.executable, "-P", "-m", f"customer_connect.domain.conversations.writers.{writer}"]
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(  # noqa: S603
            [*command, *map(str, (PROCESSOR_SECONDS, *arguments))],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": path},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(Refusal.UNREADABLE) from error
    if done.returncode == 0:
        return done.stdout
    why = done.stdout.decode(errors="replace")
    raise FileRefused(Refusal(why) if why and why in Refusal.values else Refusal.UNREADABLE)
