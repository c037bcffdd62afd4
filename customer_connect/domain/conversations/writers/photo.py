"""Writes a photo anew. SECONDS, MOST_PIXELS and LONGEST_SIDE are its arguments.

A JPEG can hold the same picture a hundred thousand times over, to be gone through one after the other: that is what
the bound on time is for.
"""

import sys
from functools import partial
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

from customer_connect.domain.conversations.writers.bounds import NotTaken, serve

_FORMATS = ("JPEG", "PNG", "HEIF")
_QUALITY = 85
_WHITE = (255, 255, 255)


def write_anew(content: bytes, *, most_pixels: int, longest: int) -> bytes:
    """Return the photo as JPEG, upright, with no side longer than so many pixels. Raises NotTaken."""
    pi_heif.register_heif_opener()
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as photo:
            if photo.width * photo.height > most_pixels:
                raise NotTaken("pixels")
            photo.draft("RGB", (longest, longest))  # a JPEG is read no larger than needed
            photo.thumbnail((longest, longest))
            written = BytesIO()
            _without_transparency(ImageOps.exif_transpose(photo)).save(
                written, "JPEG", quality=_QUALITY, optimize=True
            )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotTaken("pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, MemoryError) as error:
        raise NotTaken("unreadable") from error
    return written.getvalue()


def _without_transparency(photo: Image.Image) -> Image.Image:
    """Return the pixels alone, on white, without whatever else came along."""
    pixels = photo.convert("RGBA")
    plain = Image.new("RGB", photo.size, _WHITE)
    plain.paste(pixels, mask=pixels.getchannel("A"))
    return plain


if __name__ == "__main__":
    limit, pixels, side = map(int, sys.argv[1:])
    serve(partial(write_anew, most_pixels=pixels, longest=side), seconds=limit)
