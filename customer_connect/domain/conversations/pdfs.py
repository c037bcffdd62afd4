"""PDF documents written anew: what opens by itself is dropped; scripts, programs and files inside are refused."""

from customer_connect.core.agencies import agency
from customer_connect.domain.conversations.rewriting import rewritten


def written_anew(content: bytes) -> bytes:
    """Return the document without what opens by itself and without what tells of its author. Raises FileRefused."""
    policy = agency().messages
    most_bytes = 2 * policy.file_megabytes_at_most * 1024 * 1024
    return rewritten(content, "pdf", policy.pdf_pages_at_most, most_bytes)
