"""Emails and text messages as the demo's providers keep them in folders."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from heapq import nlargest
from pathlib import Path

from django.conf import settings

# What Django's file backend writes after each message.
_END_OF_MESSAGE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class KeptEmail:
    """An email as it went out."""

    to: str
    subject: str
    text: str
    language: str
    sent_at: datetime


@dataclass(frozen=True)
class KeptText:
    """A text message as it went out."""

    to: str
    text: str
    sent_at: datetime


def newest_emails(count: int) -> list[KeptEmail]:
    """Return the last emails, newest first."""
    emails: list[KeptEmail] = []
    for path in _newest_files(Path(settings.EMAIL_FILE_PATH), "*.log", count):
        parts = path.read_bytes().split(_END_OF_MESSAGE)
        emails += [_email(part) for part in parts if part.strip()]
    return sorted(emails, key=lambda email: email.sent_at, reverse=True)[:count]


def newest_texts(count: int) -> list[KeptText]:
    """Return the last text messages, newest first."""
    texts: list[KeptText] = []
    for path in _newest_files(Path(settings.TEXT_MESSAGES_FOLDER), "*.json", count):
        said = json.loads(path.read_text(encoding="utf-8"))
        texts.append(KeptText(said["to"], said["text"], datetime.fromisoformat(said["sent_at"])))
    return sorted(texts, key=lambda text: text.sent_at, reverse=True)


def _email(content: bytes) -> KeptEmail:
    mail = message_from_bytes(content, policy=policy.default)
    body = mail.get_body(("plain",))
    return KeptEmail(
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        text=body.get_content() if body else "",
        language=str(mail["Content-Language"] or "en"),
        sent_at=_in_utc(mail["Date"].datetime),
    )


def _in_utc(moment: datetime) -> datetime:
    """Return a moment that a mail gives in UTC without saying where it was written (-0000)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _newest_files(folder: Path, pattern: str, count: int) -> list[Path]:
    """Return the files that were written last. A demo makes few; one that ran for weeks may have made many."""
    return nlargest(count, folder.glob(pattern), key=lambda path: path.stat().st_mtime)
