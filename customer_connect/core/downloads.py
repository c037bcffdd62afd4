"""Answers that hand out a file which somebody else has brought."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_to_keep(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    """Return a file to be saved: no browser shows it as a page of ours, guesses another type, or keeps a copy."""
    return HttpResponse(
        content,
        headers={
            "Content-Type": content_type,
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        },
    )
