"""PDF documents written anew: what opens by itself is dropped; scripts, programs and files inside are refused."""

from io import BytesIO
from typing import Any

import pikepdf

from customer_connect.core.agencies import agency
from customer_connect.domain.conversations.enums import Refusal
from customer_connect.domain.conversations.exceptions import FileRefused

_ACTIVE_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
}
_ACTIVE_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_ACTIVE_KEYS = ("/JS", "/EF", "/RF", "/XFA", "/RichMediaContent")
_OPENS_BY_ITSELF = ("/OpenAction", "/AA", "/Metadata")
_MOST_OBJECTS = 100_000


def written_anew(content: bytes) -> bytes:
    """Return the document without what opens by itself and without what tells of its author. Raises FileRefused."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise FileRefused(Refusal.LOCKED)
            if len(pdf.pages) > agency().messages.pdf_pages_at_most:
                raise FileRefused(Refusal.TOO_MANY_PAGES)
            if not pdf.pages or len(pdf.objects) > _MOST_OBJECTS:
                raise FileRefused(Refusal.UNREADABLE)
            if any(_is_active(each) for each in pdf.objects):
                raise FileRefused(Refusal.ACTIVE)
            _drop_extras(pdf)
            written = BytesIO()
            # What is scanned for viruses must be as it was: streams are not packed.
            pdf.save(written, compress_streams=False, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise FileRefused(Refusal.LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, RuntimeError) as error:
        raise FileRefused(Refusal.UNREADABLE) from error
    return written.getvalue()


def _drop_extras(pdf: pikepdf.Pdf) -> None:
    for place in (pdf.Root, *(page.obj for page in pdf.pages)):
        for key in _OPENS_BY_ITSELF:
            if key in place:
                del place[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _is_active(found: Any, depth: int = 0) -> bool:
    """Tell whether an object, or what stands in it directly, does something or holds another file."""
    if isinstance(found, pikepdf.Stream):
        return str(found.get("/Type", "")) == "/EmbeddedFile" or _is_active(found.stream_dict, depth)
    if isinstance(found, pikepdf.Dictionary):
        if any(key in found for key in _ACTIVE_KEYS):
            return True
        if (
            str(found.get("/S", "")) in _ACTIVE_ACTIONS
            or str(found.get("/Subtype", "")) in _ACTIVE_ANNOTATIONS
        ):
            return True
        return _is_any_active([value for _, value in found.items()], depth)
    return isinstance(found, pikepdf.Array) and _is_any_active(list(found), depth)


def _is_any_active(values: list[Any], depth: int) -> bool:
    direct = [
        value
        for value in values
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect
    ]
    if direct and depth > 20:  # nobody nests so deep but to hide something
        return True
    return any(_is_active(value, depth + 1) for value in direct)
