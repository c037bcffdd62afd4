"""A folder that the print shop, or the agency's own print room, takes packages from: one folder a package."""

import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from customer_connect.providers.printing import Package, TryAgainLater

STAGING = ".staging"


class FolderPrintShop:
    """Lays packages into a folder on one file system (`settings.PRINTING_FOLDER` if no other is given)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(settings.PRINTING_FOLDER)

    def stage(self, package: Package) -> str:
        """Write the files to disk, in a hidden folder. Raises TryAgainLater."""
        staged_as = f"{package.name}-{uuid4().hex[:8]}"
        staged = self._folder / STAGING / staged_as
        try:
            staged.mkdir(parents=True)
            for name, content in package.files.items():
                _write(staged / name, content)
            _flush(staged)
        except OSError as error:
            raise TryAgainLater from error
        return staged_as

    def release(self, *, staged_as: str, name: str) -> None:
        """Move the package out of the hidden folder. Raises TryAgainLater."""
        staged = self._folder / STAGING / staged_as
        try:
            if staged.exists():
                staged.rename(self._folder / name)
                _flush(self._folder)
        except OSError as error:
            raise TryAgainLater from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """Make sure that the folder's entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
