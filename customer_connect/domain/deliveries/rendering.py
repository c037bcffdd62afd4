"""From a message to words, in one person's language."""

import json
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from customer_connect.core.agencies import agency
from customer_connect.core.phones import format_phone
from customer_connect.core.sealing import seal, unseal
from customer_connect.domain.deliveries.messages import MESSAGES, Message
from customer_connect.domain.deliveries.models import CONTEXT_PURPOSE


@dataclass(frozen=True)
class RenderedEmail:
    """An email as it goes out."""

    subject: str
    text: str
    html: str


def seal_message(message: Message) -> bytes:
    """Return the fields of a message, sealed for the outbox."""
    return seal(json.dumps(asdict(message)), purpose=CONTEXT_PURPOSE)


def unseal_message(name: str, sealed: bytes) -> Message:
    """Return the message that was sealed. Raises KeyError, TypeError or CannotOpen when it cannot be had back."""
    return MESSAGES[name](**json.loads(unseal(sealed, purpose=CONTEXT_PURPOSE)))


def render_email(message: Message, *, language: str) -> RenderedEmail:
    """Write a message as an email."""
    with translation.override(language):
        subject = message.subject
        text = render_to_string(f"deliveries/{message.name}/email.txt", _context(message)).strip()
        html = render_to_string("deliveries/email.html", {"subject": subject, "text": text})
    return RenderedEmail(subject=subject, text=f"{text}\n", html=html)


def render_text(message: Message, *, language: str) -> str:
    """Write a message as a text message."""
    with translation.override(language):
        return render_to_string(f"deliveries/{message.name}/text.txt", _context(message)).strip()


def _context(message: Message) -> dict[str, Any]:
    phones = agency().phones
    return {
        **asdict(message),
        "phone": format_phone(phones.toll_free),
        "tty": format_phone(phones.tty),
        "site": urlsplit(settings.PUBLIC_URL).netloc,
    }
