"""Photos written anew: nothing of the file is kept but what one sees. No place, time or camera, no hidden parts."""

from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

from customer_connect.core.agencies import agency
from customer_connect.domain.conversations.enums import Refusal
from customer_connect.domain.conversations.exceptions import FileRefused

pi_heif.register_heif_opener()
_FORMATS = ("JPEG", "PNG", "HEIF")
_QUALITY = 85
_WHITE = (255, 255, 255)


def written_anew(content: bytes) -> bytes:
    """Return the photo as JPEG, upright, no larger than the agency's limit. Raises FileRefused."""
    policy = agency().messages
    longest = policy.photo_longest_side
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as photo:
            if photo.width * photo.height > policy.photo_megapixels_at_most * 1_000_000:
                raise FileRefused(Refusal.TOO_MANY_PIXELS)
            photo.draft("RGB", (longest, longest))  # a JPEG is read no larger than needed
            photo.thumbnail((longest, longest))
            written = BytesIO()
            _without_transparency(ImageOps.exif_transpose(photo)).save(
                written, "JPEG", quality=_QUALITY, optimize=True
            )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(Refusal.TOO_MANY_PIXELS) from error
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise FileRefused(Refusal.UNREADABLE) from error
    return written.getvalue()


def _without_transparency(photo: Image.Image) -> Image.Image:
    """Return the pixels alone, on white, without whatever else came along."""
    pixels = photo.convert("RGBA")
    plain = Image.new("RGB", photo.size, _WHITE)
    plain.paste(pixels, mask=pixels.getchannel("A"))
    return plain
