"""What these processes have in common: bounds, the file on standard input, what becomes of it on standard output.

They end with status 0 and the new file, or with 1 and the word for why it is not taken in (a value of `enums.Refusal`).
"""

import resource
import sys
from collections.abc import Callable

_MEMORY = 1024 * 1024 * 1024


class NotTaken(Exception):
    """The file is not taken in. The message is why."""


def serve(write_anew: Callable[[bytes], bytes], *, seconds: int) -> None:
    """Write the file anew in so many seconds of the processor, and end the process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        answer, status = write_anew(sys.stdin.buffer.read()), 0
    except NotTaken as why:
        answer, status = str(why).encode(), 1
    sys.stdout.buffer.write(answer)
    sys.exit(status)
