"""What an agent writes down after talking with somebody."""

from dataclasses import dataclass

from customer_connect.domain.calls.enums import TalkOutcome
from customer_connect.domain.calls.windows import Window
from customer_connect.domain.cases.models import Participant


@dataclass(frozen=True)
class Later:
    """When and where (E.164) somebody is called back."""

    number: str
    window: Window


@dataclass(frozen=True)
class Talk:
    """The outcome of a talk, the agent's own words, and who it was where the agent found that out.

    `REFERRED` needs somebody, from here or from the call; `CALL_LATER` needs `later`.
    """

    outcome: TalkOutcome
    note: str = ""
    participant: Participant | None = None
    later: Later | None = None
