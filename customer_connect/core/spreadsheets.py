"""Tables as CSV, for people who open them in a spreadsheet.

UTF-8 with a byte order mark, because Excel reads accents wrongly without it. Text that a spreadsheet would take for a
formula is quoted; numbers stay numbers.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """Return text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Return rows as lines of CSV, one at a time; text in them is made harmless."""
    line = StringIO()
    writer = csv.writer(line)
    line.write("\ufeff")
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
