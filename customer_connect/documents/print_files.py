"""Print files: thousands of letters in one PDF.

Letters are set some dozens at once (fonts and words are then in the file once for them all) and the parts are joined
page by page. The parts live in memory, never on disk; the number of letters in a batch is bounded.
"""

import logging
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count, islice

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name

from customer_connect.documents.letters import print_letters
from customer_connect.domain.deliveries.letters import CannotPrint, Letter, PrintedLetters
from customer_connect.domain.deliveries.models import BatchedLetter
from customer_connect.domain.deliveries.print_files import page_of, pdf_of

logger = logging.getLogger(__name__)
# More at once takes more memory and hardly less time (docs/decisions/0009-print-files-are-joined-from-parts.md).
AT_ONCE = 25
# Parts are joined to sections, and sections to the file, so that not all parts are in memory at once.
_LETTERS_IN_A_SECTION = 1000


class TypstPrinter:
    """Sets letters with typst."""

    def print_letters(self, letters: Iterable[Letter]) -> PrintedLetters:
        """Set letters in one PDF, one page each. One that cannot be set does not keep the others."""
        joined = _JoinedPdf()
        is_set: list[bool] = []
        rest = iter(letters)
        while section_letters := list(islice(rest, _LETTERS_IN_A_SECTION)):
            section = _JoinedPdf()
            for start in range(0, len(section_letters), AT_ONCE):
                is_set += self._some(section_letters[start : start + AT_ONCE], section)
            if section.page_count:
                joined.append(section.content())
        numbers = count(1)
        return PrintedLetters(joined.content(), [next(numbers) if one_is else None for one_is in is_set])

    def pick_pages(self, content: bytes, pages: Sequence[int]) -> bytes:
        """Return some pages of a PDF, in this order."""
        joined = _JoinedPdf()
        joined.append(content, pages)
        return joined.content()

    def _some(self, letters: Sequence[Letter], section: "_JoinedPdf") -> list[bool]:
        """Set letters at once, or one by one where one of them cannot be set. Returns which are."""
        try:
            section.append(print_letters(letters))
        except (CannotPrint, typst.TypstError):
            return [self._one(letter, section) for letter in letters]
        return [True] * len(letters)

    def _one(self, letter: Letter, section: "_JoinedPdf") -> bool:
        try:
            section.append(print_letters([letter]))
        except (CannotPrint, typst.TypstError) as problem:
            # No traceback: what typst says of a fault could quote the letter.
            logger.warning(
                "A letter of kind %s cannot be set: %s", letter.message.name, type(problem).__name__
            )
            return False
        return True


def page_of_letter(letter: BatchedLetter) -> bytes:
    """Return one letter as it was printed, as long as its print file is kept. Raises NoPrintFile, CannotOpen."""
    return TypstPrinter().pick_pages(pdf_of(letter.batch), [page_of(letter)])


class _JoinedPdf:
    """Pages of many PDFs in one, in time proportional to their number: each part becomes a branch of the page tree."""

    def __init__(self) -> None:
        self.page_count = 0
        self._pdf = pikepdf.new()
        # pikepdf copies streams when it saves: until then the parts must live.
        self._parts: list[pikepdf.Pdf] = []
        self._branches: list[pikepdf.Object] = []

    def append(self, pdf: bytes, pages: Sequence[int] | None = None) -> None:
        """Add all pages of a PDF, or some by their numbers (from 1)."""
        part = pikepdf.open(BytesIO(pdf))
        chosen = part.pages if pages is None else [part.pages[page - 1] for page in pages]
        branch = self._pdf.make_indirect(Dictionary(Type=Name.Pages, Parent=self._pdf.Root.Pages))
        leaves = []
        for page in chosen:
            leaf = self._pdf.copy_foreign(page.obj)
            leaf.Parent = branch
            leaves.append(leaf)
        branch.Kids, branch.Count = Array(leaves), len(leaves)
        self._parts.append(part)
        self._branches.append(branch)
        self.page_count += len(leaves)

    def content(self) -> bytes:
        """Return the whole as a file."""
        self._pdf.Root.Pages.Kids, self._pdf.Root.Pages.Count = Array(self._branches), self.page_count
        joined = BytesIO()
        self._pdf.save(joined, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return joined.getvalue()
