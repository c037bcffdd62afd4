"""Witnesses: somebody outside the database who is told of each seal, so that a trail without its end is noticed."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

Statement = dict[str, Any]  # JSON


class Witness(Protocol):
    """Remembers statements in their order, and is never told to forget one."""

    def tell(self, statements: Sequence[Statement]) -> None:
        """Remember statements. When it returns they outlive a crash. Raises OSError when it cannot."""
        ...

    def statements(self) -> Iterator[Statement]:
        """Return all of them, the first first."""
        ...

    def last(self) -> Statement | None:
        """Return the last one, if there is any."""
        ...


def witness() -> Witness | None:
    """Return the witness that settings name, or None where there is no other than the log."""
    if not settings.AUDIT_WITNESS:
        return None
    made: Witness = import_string(settings.AUDIT_WITNESS)()
    return made
