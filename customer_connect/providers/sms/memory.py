"""Text messages kept in memory: for tests."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from customer_connect.providers.sms.magic_numbers import answer_like_a_provider


@dataclass(frozen=True)
class SentText:
    """One message as the provider got it."""

    to: str
    text: str
    reference: UUID


outbox: list[SentText] = []


class MemoryTextMessages:
    """Keeps each text message in `outbox`; the same reference twice is kept once."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        """Keep one message. Raises TryAgainLater or Refused for the magic numbers."""
        del tried_since  # the reference tells
        answer_like_a_provider(to)
        if all(sent.reference != reference for sent in outbox):
            outbox.append(SentText(to, text, reference))
        return f"memory-{reference}"
