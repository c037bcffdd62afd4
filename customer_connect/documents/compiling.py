"""Turning a template and data into a tagged PDF (PDF/UA-1) with typst.

Data goes in as JSON and is only ever set as text, so nothing in it is read as markup. Each thread keeps its own
compiler; fonts and typst's cache are shared by the process.
"""

import json
import threading
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
from django.utils import timezone

from customer_connect.documents.characters import clean, each_text, only_covered

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
_thread = threading.local()
# typst remembers what it set until ten other documents were set: 100 MB of a statement of 40 pages, whose data are
# 120,000 characters. After so many characters it is made to forget.
_REMEMBERED_CHARACTERS = 300_000
_REMEMBERED_DOCUMENTS = 10


class _Remembered:
    """How many characters typst may remember, counted over all threads."""

    def __init__(self) -> None:
        self.characters = 0
        self.lock = threading.Lock()

    def is_too_much_with(self, characters: int) -> bool:
        """Count some more. Tell whether it is time to forget them all."""
        with self.lock:
            self.characters += characters
            if self.characters <= _REMEMBERED_CHARACTERS:
                return False
            self.characters = 0
            return True


_remembered = _Remembered()


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of `template` (a file name in templates/) filled with JSON-like `data`. Thread-safe."""
    texts = each_text(clean, data)
    try:
        pdf = _compile(template, texts)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        pdf = _compile(template, each_text(only_covered, texts))
    return shrink(pdf)


def render_for_printing(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of `template` for a printer: without tags, which nobody reads on paper. Thread-safe.

    A character that no font has is replaced by a visible sign.
    """
    return _compile(template, each_text(only_covered, each_text(clean, data)), is_tagged=False)


def shrink(pdf: bytes) -> bytes:
    """Return the same document with its structure packed into object streams: a fifth of the size for tables."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _compile(template: str, data: Mapping[str, Any], *, is_tagged: bool = True) -> bytes:
    source = json.dumps(data, ensure_ascii=False)
    pdf = _compiler().compile(
        input=TEMPLATES / template,
        format="pdf",
        pdf_standards=["ua-1"] if is_tagged else [],
        pdf_tags=is_tagged,
        sys_inputs={"data": source},
        timestamp=int(timezone.now().timestamp()),
    )
    if _remembered.is_too_much_with(len(source)):
        threading.Thread(target=_forget, name="forget-documents").start()  # nobody has to wait for it
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned something else than one PDF")
    return pdf


def _forget() -> None:
    """Set empty documents until typst has dropped what it remembers (without fonts: 5 times faster)."""
    blank = typst.Compiler(font_paths=_no_fonts())
    for _ in range(_REMEMBERED_DOCUMENTS):
        blank.compile(input=b"", format="pdf")


def _compiler() -> typst.Compiler:
    compiler: typst.Compiler | None = getattr(_thread, "compiler", None)
    if compiler is None:
        compiler = _thread.compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts())
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
