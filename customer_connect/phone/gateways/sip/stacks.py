"""What is wanted of a SIP stack. `baresip_stack` is the one in use; another can take its place.

Everything here runs on one asyncio loop. Sound is PCM: 8,000 samples a second, mono, signed 16 bits, little-endian.
"""

from collections.abc import Callable
from typing import Protocol

BYTES_A_SECOND = 16_000


class TransferFailed(Exception):
    """Nobody took the call: it is still ours."""


class CallOver(Exception):
    """The call has ended in the meantime."""


class StackCall(Protocol):
    """One call that came in."""

    call_id: str  # the Call-ID that the other side chose: for the logs of both
    caller: str  # the caller's number in E.164, or "" where it is withheld
    dialled: str  # the user part of the address that was called
    on_key: Callable[[str], None]  # a key came as an event (RFC 4733 or SIP INFO)
    on_hold: Callable[[bool], None]  # the other side put us on hold, or took us back
    on_end: Callable[[bool], None]  # the call is over; True where the sound was lost and nobody hung up

    async def answer(self) -> None:
        """Take the call. Raises CallOver."""

    async def refuse(self) -> None:
        """Answer that we are busy."""

    async def hang_up(self) -> None:
        """End the call; nothing happens where it is over."""

    async def transfer(self, uri: str) -> None:
        """Send the caller to another address and wait until somebody there has answered.

        Raises TransferFailed; CallOver where the other side hung up while it was under way.
        """

    def read(self) -> bytes:
        """Return the sound that came in since the last time."""

    def write(self, pcm: bytes) -> int:
        """Queue sound to be sent, and return how many bytes of it were taken."""

    def unsent(self) -> int:
        """Return how many bytes are queued and not yet sent."""

    def hush(self) -> None:
        """Forget what is queued."""


class Stack(Protocol):
    """Listens for calls."""

    stuck: int  # calls that it can neither report nor end: with too many the process has to be replaced

    async def start(self, on_call: Callable[[StackCall], None]) -> None:
        """Listen, and report each call that comes in; it rings until it is answered or refused."""

    async def refuse_new(self) -> None:
        """Answer every new call that we are busy, from now on."""

    async def close(self) -> None:
        """Hang up everything and stop listening."""
