"""Text messages: the protocol, its two errors, and the provider that settings name."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class TryAgainLater(Exception):
    """The provider did not take the message now (or did not answer): the same message may be sent again."""


class Refused(Exception):
    """The provider will never take this message: the number is wrong, or its owner said STOP."""


class TextMessages(Protocol):
    """A provider of text messages."""

    def send(self, *, to: str, text: str, reference: UUID, tried_since: datetime | None = None) -> str:
        """Send a text to a number in E.164 and return the provider's own reference.

        `reference` is ours: the same one twice is the same message, sent once where the provider can tell.
        `tried_since` says that an earlier try may have got through, and when the first can have been.
        Raises TryAgainLater or Refused.
        """
        ...


def has_text_messages() -> bool:
    """Tell whether this agency sends text messages at all."""
    return bool(settings.TEXT_MESSAGES_PROVIDER)


def text_messages() -> TextMessages:
    """Return the provider that settings name."""
    provider: TextMessages = import_string(settings.TEXT_MESSAGES_PROVIDER)()
    return provider
