"""The certificates of those who may open print files besides us, and until when they hold."""

from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone

WARNED_BEFORE = timedelta(days=30)


def readers() -> list[x509.Certificate]:
    """Return the certificates. Raises OSError and ValueError where they cannot be read."""
    if not settings.PRINTING_CERTIFICATE:
        return []
    return x509.load_pem_x509_certificates(Path(settings.PRINTING_CERTIFICATE).read_bytes())


def ends_soon_on(now: datetime) -> date | None:
    """Return the last day of the certificate that ends first, if that is soon or was before.

    None for certificates that cannot be read: the check at the start tells of those.
    """
    try:
        ends_at = min((each.not_valid_after_utc for each in readers()), default=None)
    except (OSError, ValueError):
        return None
    is_soon = ends_at is not None and ends_at <= now + WARNED_BEFORE
    return timezone.localdate(ends_at) if is_soon else None
