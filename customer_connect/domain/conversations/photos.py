"""Photos written anew: nothing of the file is kept but what one sees. No place, time or camera, no hidden parts."""

from customer_connect.core.agencies import agency
from customer_connect.domain.conversations.rewriting import rewritten


def written_anew(content: bytes) -> bytes:
    """Return the photo as JPEG, upright, no larger than the agency's limit. Raises FileRefused."""
    policy = agency().messages
    most_pixels = policy.photo_megapixels_at_most * 1_000_000
    return rewritten(content, "photo", most_pixels, policy.photo_longest_side)
