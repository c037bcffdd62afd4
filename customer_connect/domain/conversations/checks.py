"""What must be set before files of participants are taken in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, messages, register

POLICIES = {"hold", "pass"}


@register
def attachments_are_scanned(**_: Any) -> list[CheckMessage]:
    """Refuse a policy that does not exist; warn in production where no virus scanner looks at files."""
    if settings.UNSCANNED_ATTACHMENTS not in POLICIES:
        hint = f"CONNECT_UNSCANNED_ATTACHMENTS is one of {', '.join(sorted(POLICIES))}."
        return [
            Error("What becomes of files without a scanner is not known.", hint=hint, id="conversations.E001")
        ]
    if settings.IS_PRODUCTION and not settings.SCANNER:
        hint = "Set CONNECT_SCANNER to customer_connect.providers.scanning.clamav.ClamAvScanner (docs/messages.md)."
        problem = "No virus scanner looks at what participants attach."
        return [messages.Warning(problem, hint=hint, id="conversations.W001")]
    return []
