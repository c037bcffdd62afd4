"""Where packages for the system of record are laid: by the same two steps, and ways, as packages for print shops."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from customer_connect.providers.printing import PrintShop
from customer_connect.providers.printing.folder import STAGING, FolderPrintShop
from customer_connect.providers.printing.sftp import SftpPrintShop


@dataclass(frozen=True)
class RecordDrop:
    """A way to the system of record, and the name of the place: what was staged is found again only there."""

    place: str
    way: PrintShop
    staging: Path | None = None

    def tidy(self, name: str) -> None:
        """Remove what crashes have left behind of a package that was handed over. On a server its owner does that."""
        for left in self.staging.glob(f"{name}-*") if self.staging else ():
            shutil.rmtree(left, ignore_errors=True)


def folder(path: Path | None = None) -> RecordDrop:
    """Return a folder (`settings.EXPORT_FOLDER` if no other is given), made for its owner alone if it is not there."""
    path = (path or Path(settings.EXPORT_FOLDER)).resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return RecordDrop(f"folder:{path}", FolderPrintShop(path), path / STAGING)


def sftp() -> RecordDrop:
    """Return the server that `settings.EXPORT_SFTP` names, as in `providers.printing.sftp`."""
    server = settings.EXPORT_SFTP
    place = f"sftp:{server['user']}@{server['host']}:{server['port']}/{server['folder']}"
    return RecordDrop(place, SftpPrintShop(server))


def record_drop() -> RecordDrop | None:
    """Return the way that settings name (`folder` or `sftp`), or None where packages are fetched by hand."""
    if not settings.EXPORT_PROVIDER:
        return None
    make: Callable[[], RecordDrop] = import_string(settings.EXPORT_PROVIDER)
    return make()
