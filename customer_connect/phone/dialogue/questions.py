"""What a dialogue is made of: questions with options, sayings, and the steps from one to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.turns import Prompt, Then


@dataclass(frozen=True)
class Saying:
    """Something said before a question, by its name in the tree and with JSON values: it can be said again later."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """Where the dialogue goes: some sayings, then a question, or the end. `values` are for the question."""

    question: str = ""
    sayings: tuple[Saying, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    then: Then = Then.LISTEN
    transfer_to: str = ""
    transfer_reference: str = ""
    is_strike: bool = False  # what was entered cannot be right: three of these lead to an agent


Go = Callable[[Conversation], Step]
Speak = Callable[[Conversation], Sequence[Prompt]]
SayingOf = Callable[..., Sequence[Prompt]]  # of the conversation and the values of a saying


def always(_: Conversation) -> bool:
    """Offer an option to everybody."""
    return True


@dataclass(frozen=True)
class Option:
    """One answer of a question. `purpose` begins its line in the menu ("For payments"); without one nothing is said.

    `go` is the next question's name, or a function that decides; the latter tells in `leads_to` where it may go. The
    names "agent", "goodbye" and "back" in `leads_to` stand for themselves in the picture.
    """

    value: str
    key: str
    go: str | Go
    purpose: str | Promise = ""
    leads_to: tuple[str, ...] = ()
    offered: Callable[[Conversation], bool] = always

    @property
    def ways_on(self) -> tuple[str, ...]:
        """Where this may lead."""
        return (self.go,) if isinstance(self.go, str) else self.leads_to


class Who(StrEnum):
    """Who may be asked a question."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    CHOOSING_PIN = "choosing_pin"  # signed in, perhaps with a temporary PIN that must be replaced first


@dataclass(frozen=True)
class Number:
    """A number that a question takes: digits at least and at most, what happens with it, and when it is read back."""

    digits: Callable[[], tuple[int, int]]
    take: Callable[[Conversation, str], Step]
    leads_to: tuple[str, ...]
    is_secret: bool = True
    reads_back_speech: bool = True
    reads_back_keys: bool = False


@dataclass(frozen=True)
class Question:
    """One question. `help` is said when somebody asks for help or was not understood twice."""

    name: str
    title: str  # for the picture of the menu, in English
    ask: Speak
    options: tuple[Option, ...] = ()
    number: Number | None = None
    help: Speak | None = None
    brief: Speak | None = None  # said instead of question and options where a step's values say `brief`
    who: Who = Who.ANYBODY
    gives_up: bool = False  # three strikes end the call: an agent was already asked for

    def offered(self, conversation: Conversation) -> list[Option]:
        """Return the options that this caller has."""
        return [option for option in self.options if option.offered(conversation)]


def ask(question: str, *sayings: Saying, **values: Any) -> Step:
    """Go to a question."""
    return Step(question, sayings, values)


def not_right(question: str, saying: Saying) -> Step:
    """Ask again for a number that cannot be right."""
    return Step(question, (saying,), is_strike=True)


def say(name: str, **values: Any) -> Saying:
    """Name a saying with its values."""
    return Saying(name, values)


def goodbye(*sayings: Saying) -> Step:
    """End the call."""
    return Step(sayings=(*sayings, Saying("goodbye")), then=Then.HANG_UP)


def begin_again(conversation: Conversation, *sayings: Saying) -> Step:
    """Go to the main menu: the one for everybody, or the caller's own."""
    if not conversation.is_verified:
        return ask("parent", *sayings)
    if conversation.call.must_choose_pin:
        return ask("new_pin", *sayings, Saying("choose_pin_first"))
    return ask("main_menu", *sayings)
