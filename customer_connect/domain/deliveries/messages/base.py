"""What a message is."""

from dataclasses import dataclass
from typing import ClassVar

from customer_connect.domain.deliveries.enums import Priority


@dataclass(frozen=True)
class Message:
    """One kind of message. Its fields are JSON values: all that its templates get, besides `site`, `phone`, `tty`.

    `name` is the folder of its templates, `deliveries/NAME/email.txt` and `text.txt`; a message that lacks one of
    them cannot go out on that channel. Subjects and texts are neutral: who reads over a shoulder, or shares a
    mailbox, learns of no case, no court, no amount, and no secret but a one-time code or a temporary PIN.
    """

    name: ClassVar[str]
    priority: ClassVar[Priority] = Priority.NORMAL
    # Whether it goes out at night too: the person asked for it a moment ago, or must know at once.
    ignores_quiet_hours: ClassVar[bool] = False
    # Whether it goes to an address that its reader has just named, even where they said that such a way is not safe.
    was_just_asked_for: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The subject line, in the language in force."""
        raise NotImplementedError
