"""Text messages on the terminal: for development."""

import sys
from datetime import datetime
from uuid import UUID

from customer_connect.providers.sms.magic_numbers import answer_like_a_provider


class ConsoleTextMessages:
    """Writes each text message to standard output."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        """Write one message. Raises TryAgainLater or Refused for the magic numbers."""
        del tried_since  # what was written once more does no harm
        answer_like_a_provider(to)
        sys.stdout.write(f"Text message to {to} ({reference}):\n  {text}\n")
        sys.stdout.flush()
        return f"console-{reference}"
