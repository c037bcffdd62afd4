"""What a sheet shows through the window of a number 10 envelope, wherever it slips. Inches from the sheet's top left.

Envelope 9 1/2 by 4 1/8; window 4 1/2 by 1 1/8, 7/8 from the left, 1/2 from the bottom; sheet 8 1/2 by 11, folded in
three equal panels like a Z, so that only the front of the first panel faces outwards.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

SHEET_WIDTH, PANEL = 8.5, 11 / 3
SLIP_ACROSS, SLIP_DOWN = 9.5 - SHEET_WIDTH, 4.125 - PANEL
_DPI = 100


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box", clear: float = 0) -> bool:
        """Tell whether the other lies inside, with so much room all around."""
        return (
            self.left + clear <= other.left
            and other.right <= self.right - clear
            and self.top + clear <= other.top
            and other.bottom <= self.bottom - clear
        )

    def touches(self, other: "Box") -> bool:
        """Tell whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def moved(self, across: float, down: float) -> "Box":
        """Return it moved."""
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)


WINDOW = Box(0.875, 4.125 - 0.5 - 1.125, 0.875 + 4.5, 4.125 - 0.5)


def window_when_slipped(across: float, down: float) -> Box:
    """Return the part of the sheet under the window, when the sheet lies so far right and down in the envelope."""
    return WINDOW.moved(-across, -down)


# All that can ever be seen, and what is always seen.
EVER = Box(WINDOW.left - SLIP_ACROSS, WINDOW.top - SLIP_DOWN, WINDOW.right, WINDOW.bottom)
ALWAYS = Box(WINDOW.left, WINDOW.top, WINDOW.right - SLIP_ACROSS, WINDOW.bottom - SLIP_DOWN)


def ink_within(pdf: Path, area: Box) -> Box | None:
    """Return what of an area has any ink, from a picture of the first page."""
    picture = subprocess.run(
        ["pdftoppm", "-r", str(_DPI), "-gray", "-singlefile", "-f", "1", pdf], capture_output=True, check=True
    ).stdout
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert header
    width = int(header[1])
    pixels = picture[header.end() :]
    left, right = max(0, round(area.left * _DPI)), round(area.right * _DPI)
    rows = range(round(area.top * _DPI), round(area.bottom * _DPI))
    inked = [(x, y) for y in rows for x in range(left, right) if pixels[y * width + x] < 250]
    if not inked:
        return None
    across, down = [x for x, _ in inked], [y for _, y in inked]
    return Box(min(across) / _DPI, min(down) / _DPI, (max(across) + 1) / _DPI, (max(down) + 1) / _DPI)


def place_of(word: str, pdf: Path) -> Box:
    """Return where a word stands on the first page."""
    listing = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True, text=True
    ).stdout
    found = re.search(
        rf'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">{re.escape(word)}</word>', listing
    )
    assert found, f"{word} is not on the page"
    return Box(*(float(found[number]) / 72 for number in range(1, 5)))


def folded(box: Box) -> tuple[int, Box]:
    """Return the panel (1 to 3) that a place is on, and where it lies under the first panel when folded like a Z."""
    panel = int(box.top / PANEL) + 1
    assert box.bottom <= panel * PANEL, "it lies across a fold"
    if panel == 2:
        return panel, Box(box.left, 2 * PANEL - box.bottom, box.right, 2 * PANEL - box.top)
    return panel, box.moved(0, -(panel - 1) * PANEL)
