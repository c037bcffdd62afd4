"""Print shops: the protocol, its error, and the provider that settings name.

A batch is handed over in two steps, so that a crash at any instant neither loses nor doubles it: `stage` lays it where
the shop does not look, `release` moves it, in one step, where the shop takes it from. What is no longer staged has
been released, even if the shop has taken it away since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class TryAgainLater(Exception):
    """The print shop cannot be reached, or has no room."""


@dataclass(frozen=True)
class Package:
    """What goes to the shop together: a name that no other package has, and files by their names."""

    name: str
    files: Mapping[str, bytes]


class PrintShop(Protocol):
    """A way to the print shop."""

    def stage(self, package: Package) -> str:
        """Lay a package where the shop does not look, and return what `release` finds it by: another each time.

        Raises TryAgainLater.
        """
        ...

    def release(self, *, staged_as: str, name: str) -> None:
        """Let the shop have a staged package, under its name. A second time it does nothing. Raises TryAgainLater."""
        ...


def print_shop() -> PrintShop:
    """Return the provider that settings name."""
    provider: PrintShop = import_string(settings.PRINTING_PROVIDER)()
    return provider
