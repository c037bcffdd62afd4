"""Scanning files for viruses: the protocol, and the scanner that settings name."""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class CannotScan(Exception):
    """The scanner does not answer, or could not look at the file now: the same file may be scanned again."""


class Scanner(Protocol):
    """A virus scanner."""

    def find_virus(self, content: bytes) -> str:
        """Return the name of what was found in a file, or nothing ("") for a clean one. Raises CannotScan."""
        ...


def has_scanner() -> bool:
    """Tell whether the agency runs a scanner."""
    return bool(settings.SCANNER)


def scanner() -> Scanner:
    """Return the scanner that settings name."""
    found: Scanner = import_string(settings.SCANNER)()
    return found
