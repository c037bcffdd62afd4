"""Reading PDFs in tests: their words, their pages, and whether they conform."""

import re
import subprocess
from pathlib import Path

import outloud  # type: ignore[import-untyped]
import pikepdf


def words_of(pdf: bytes) -> str:
    """Return all words of a document in the order they are written, one space between them."""
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(shown.decode().split())


def lines_of(pdf: bytes) -> list[str]:
    """Return the lines of a document as they stand on paper, one space between words."""
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    lines = (" ".join(line.split()) for line in shown.stdout.decode().splitlines())
    return [line for line in lines if line]


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [" ".join(page.split()) for page in shown.decode().split("\f")[:-1]]


def right_edges_of(pdf: bytes, pattern: str) -> set[float]:
    """Return how far to the right, in whole points, the words that match a pattern end."""
    shown = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = re.findall(r'xMax="([\d.]+)"[^>]*>([^<]*)</word>', shown.stdout.decode())
    return {round(float(edge)) for edge, word in words if re.fullmatch(pattern, word)}


def assert_accessible(pdf: bytes, folder: Path, *, language: str) -> None:
    """Check a document against PDF/UA-1 (Matterhorn checkpoints): no finding, something in it, its language."""
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    result = outloud.check(str(path), layers=["conformance"])
    assert result.error is None
    assert result.stats["tagged"]
    assert result.stats["elements"] > 5
    assert [str(finding) for finding in result.findings] == []
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang).split("-")[0] == language
