"""What can stand in the way of messages."""

from customer_connect.domain.conversations.enums import Refusal


class NotTheirCase(Exception):
    """The person is no party of such a case."""


class TooManyMessages(Exception):
    """The person has written as often today as the agency lets one."""


class FileRefused(Exception):
    """A file cannot be taken in. `reason` tells why, in words for its sender."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class HarmfulFile(Exception):
    """A file of the answer was found to be harmful after it was attached. `name` tells which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotTheirReport(Exception):
    """The person has no such report about themselves."""


class AnsweredByOther(Exception):
    """Somebody else on the staff is answering. `name` tells who."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ConversationMoved(Exception):
    """Something was written after what the author of an answer had read."""


class CannotAssign(Exception):
    """That member of staff may not answer this conversation."""
