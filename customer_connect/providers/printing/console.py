"""A print shop on the terminal: tells what it would get, for development. It never shows what the files hold."""

import sys
from typing import ClassVar
from uuid import uuid4

from customer_connect.providers.printing import Package


class ConsolePrintShop:
    """Writes names and sizes to standard output when a package is released. What was staged lives with the process."""

    _staged: ClassVar[dict[str, Package]] = {}

    def stage(self, package: Package) -> str:
        """Remember a package."""
        staged_as = f"{package.name}-{uuid4().hex[:8]}"
        self._staged[staged_as] = package
        return staged_as

    def release(self, *, staged_as: str, name: str) -> None:
        """Tell what the shop would get."""
        package = self._staged.pop(staged_as, None)
        if package is not None:
            files = ", ".join(f"{file} ({len(content)} bytes)" for file, content in package.files.items())
            sys.stdout.write(f"For the print shop: {name}: {files}\n")
            sys.stdout.flush()
