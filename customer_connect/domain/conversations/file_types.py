"""What a file is, told by its content. Its name and what the browser calls it count for nothing."""

from customer_connect.domain.conversations.enums import FileKind, Refusal
from customer_connect.domain.conversations.exceptions import FileRefused

# What browsers are told to offer.
ACCEPTED_TYPES = "image/jpeg,image/png,image/heic,image/heif,application/pdf"
_JPEG, _PNG, _PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
_ZIP_END = b"PK\x05\x06"
# ISO 14496-12: `ftyp` and a brand. These are the brands of still pictures in HEVC.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
_PDF_HEADER_WITHIN = 1024  # readers look for a PDF so far into a file
_ZIP_END_WITHIN = 65_557  # its end record and the longest comment


def kind_of(content: bytes) -> FileKind:
    """Return the kind. Raises FileRefused for any other, and for a file that is two kinds at once."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    is_photo = content.startswith((_JPEG, _PNG)) or _is_heic(content)
    if not is_photo and not content.startswith(_PDF):
        raise FileRefused(Refusal.TYPE)
    if (is_photo and _PDF in content[:_PDF_HEADER_WITHIN]) or _ZIP_END in content[-_ZIP_END_WITHIN:]:
        raise FileRefused(Refusal.TWO_TYPES)
    return FileKind.PHOTO if is_photo else FileKind.PDF


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS
