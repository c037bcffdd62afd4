"""Text messages as files in a folder: for the demo, which shows them on a page."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from customer_connect.providers.sms.magic_numbers import answer_like_a_provider


class FolderTextMessages:
    """Keeps each text message as `REFERENCE.json` in settings.TEXT_MESSAGES_FOLDER: `to`, `text`, `sent_at`."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        """Keep one message; the same reference again changes nothing. Raises TryAgainLater or Refused."""
        del tried_since  # the name of the file tells
        answer_like_a_provider(to)
        folder = Path(settings.TEXT_MESSAGES_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{reference}.json"
        if not path.exists():
            message = {"to": to, "text": text, "sent_at": datetime.now(UTC).isoformat()}
            unfinished = path.with_suffix(".part")
            unfinished.write_text(json.dumps(message, ensure_ascii=False), encoding="utf-8")
            unfinished.replace(path)
        return f"folder-{reference}"
