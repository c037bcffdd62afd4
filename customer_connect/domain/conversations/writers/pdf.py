"""Writes a PDF document anew. SECONDS, MOST_PAGES and MOST_BYTES are its arguments.

A file of some megabytes can unpack to gigabytes, already when it is opened: that is what the bound on memory is for.
"""

import sys
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf

from customer_connect.domain.conversations.writers.bounds import NotTaken, serve

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
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, RuntimeError, MemoryError)


def write_anew(content: bytes, *, most_pages: int, most_bytes: int) -> bytes:
    """Return the document without what opens by itself and without what tells of its author. Raises NotTaken."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise NotTaken("locked")
            if len(pdf.pages) > most_pages:
                raise NotTaken("pages")
            if not pdf.pages or len(pdf.objects) > _MOST_OBJECTS:
                raise NotTaken("unreadable")
            if any(_is_active(each) for each in pdf.objects):
                raise NotTaken("active")
            _drop_extras(pdf)
            written = BytesIO()
            # What is scanned for viruses must be as it was: streams are neither packed nor unpacked.
            kept = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
            pdf.save(written, fix_metadata_version=False, **kept)
    except pikepdf.PasswordError as error:
        raise NotTaken("locked") from error
    except _BROKEN as error:
        raise NotTaken("unreadable") from error
    if written.tell() > most_bytes:
        raise NotTaken("too_big")
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


if __name__ == "__main__":
    limit, pages, size = map(int, sys.argv[1:])
    serve(partial(write_anew, most_pages=pages, most_bytes=size), seconds=limit)
