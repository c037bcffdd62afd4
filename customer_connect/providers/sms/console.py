"""Text messages on the terminal: for the demo and for development."""

import sys
from uuid import UUID

from customer_connect.providers.sms.magic_numbers import answer_like_a_provider


class ConsoleTextMessages:
    """Writes each text message to standard output."""

    def send(self, *, to: str, text: str, reference: UUID) -> str:
        """Write one message. Raises TryAgainLater or Refused for the magic numbers."""
        answer_like_a_provider(to)
        sys.stdout.write(f"Text message to {to} ({reference}):\n  {text}\n")
        sys.stdout.flush()
        return f"console-{reference}"
