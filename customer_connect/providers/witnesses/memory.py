"""A witness with a memory of its own: for tests."""

from collections.abc import Iterator, Sequence

from customer_connect.providers.witnesses import Statement

told: list[Statement] = []


class MemoryWitness:
    """Keeps statements in `told`."""

    def tell(self, statements: Sequence[Statement]) -> None:
        """Keep them."""
        told.extend(statements)

    def statements(self) -> Iterator[Statement]:
        """Return them."""
        yield from told

    def last(self) -> Statement | None:
        """Return the last one."""
        return told[-1] if told else None
