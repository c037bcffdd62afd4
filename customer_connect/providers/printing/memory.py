"""A print shop kept in memory: for tests."""

from uuid import uuid4

from customer_connect.providers.printing import Package

staged: dict[str, Package] = {}
released: dict[str, Package] = {}


class MemoryPrintShop:
    """Keeps packages in `staged` and `released`."""

    def stage(self, package: Package) -> str:
        """Keep a package apart."""
        staged_as = f"{package.name}-{uuid4().hex[:8]}"
        staged[staged_as] = package
        return staged_as

    def release(self, *, staged_as: str, name: str) -> None:
        """Move the package to the released ones."""
        if staged_as in staged:
            released[name] = staged.pop(staged_as)
