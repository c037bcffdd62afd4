"""A mailbox in memory: for tests."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from customer_connect.providers.mailboxes import Mail

arrived: list[bytes] = []
set_aside: list[bytes] = []


class MemoryMailbox:
    """Reads `arrived`; what is set aside goes to `set_aside`."""

    def open(self) -> AbstractContextManager["MemoryMailbox"]:
        """Open it."""
        return nullcontext(self)

    def waiting(self) -> Iterator[Mail]:
        """Yield what arrived."""
        yield from [Mail(str(number), content) for number, content in enumerate(arrived)]

    def discard(self, mail: Mail) -> None:
        """Take it out."""
        arrived.remove(mail.content)

    def set_aside(self, mail: Mail) -> None:
        """Put it aside."""
        arrived.remove(mail.content)
        set_aside.append(mail.content)
