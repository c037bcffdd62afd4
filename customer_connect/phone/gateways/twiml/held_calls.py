"""Calls between two webhooks. Which process answers the next one is not known."""

from dataclasses import dataclass
from typing import Protocol

from customer_connect.phone.turns import State, Turn


@dataclass(frozen=True)
class HeldCall:
    """One call: the dialogue's state, what was said last, and its number, by which a repeated webhook is known."""

    call_id: str
    state: State
    turn: Turn
    number: int = 1


class HeldCalls(Protocol):
    """Where calls are kept."""

    def keep(self, call: HeldCall) -> None:
        """Keep a call as it is now."""

    def find(self, call_id: str) -> HeldCall | None:
        """Return a call; None for one that is over or unknown."""

    def forget(self, call_id: str) -> None:
        """Forget a call that is over."""
