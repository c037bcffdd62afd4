"""What the dialogue and its gateways tell each other: turns, answers, callers. Pure data, no Django, no domain.

A call, as a gateway sees it:

    state, turn = dialogue.start(caller)
    while True:
        say every prompt of turn.say            (stop at once when something is heard and turn.ask.can_interrupt)
        if turn.then is LISTEN:    state, turn = dialogue.answer(state, what was heard)
        if turn.then is TRANSFER:  hand the call to turn.transfer_to; done → dialogue.ended(state, TRANSFERRED),
                                   refused or no answer → dialogue.answer(state, Heard(transfer_failed=True))
        if turn.then is HANG_UP:   dialogue.ended(state, BY_DIALOGUE)

Whenever the call ends otherwise, `ended` is called with the newest state and one of the other endings, once.

How keys are collected, by `Ask`:

- A menu (`digits` is None): the first key is the answer, for every key of a menu is one of 0-9 or *. A key that no
  choice has is handed over too: the dialogue says that it did not understand. `#` alone is no answer and is ignored.
- A number (`digits` is (at_least, at_most)): keys are collected until `at_most` digits, `#`, or SECONDS_BETWEEN_KEYS
  without another key, and handed over together whatever their count, without the `#`. `*` forgets what was typed so
  far; when nothing was typed it is handed over as `keys="*"`. A single key that a choice has ("0" for an agent) is an
  answer like any other: the dialogue tells it from a number by its length.

What is said, recognised and typed is handed over as it is; understanding (synonyms, fillers, accents, digits in words,
the right choice) is the dialogue's. A recogniser with a closed set listens for the phrases of all `choices`, and for
`digits` spoken numbers too. A gateway without speech (TTY) hands over `text`, and `keys` never.

Secrets: where `ask.is_secret`, what is typed or said is never logged, echoed, recorded or kept beyond the call to
`answer`. Prompts that are not `is_fixed` are about one person: never logged, never written to disk.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Literal, Protocol

# JSON values only: a state can be kept in a session, a database, or signed and sent to a cloud and back.
State = dict[str, Any]
Language = Literal["en", "es"]
Channel = Literal["phone", "tty"]

SECONDS_BETWEEN_KEYS = 4.0


@dataclass(frozen=True)
class Prompt:
    """One thing to say."""

    text: str  # as spoken, in the turn's language; numbers, amounts and dates are in words already
    is_fixed: bool  # the same for everybody: its sound may be kept on disk. Otherwise neither it nor its sound may be
    written: str = ""  # as shown on a TTY or a screen, where that differs ("$120.50", "866-901-3212")
    language: Language | None = (
        None  # where it is not the turn's: "Para español, marque 2" in the first greeting
    )

    @property
    def shown(self) -> str:
        """The prompt as it is read, not heard."""
        return self.written or self.text


@dataclass(frozen=True)
class Choice:
    """One possible answer."""

    value: str  # what the dialogue calls it: "payments"
    key: str = ""  # the key that picks it: "1"; "" where it can only be said
    # What a caller may say, lower case, in the turn's language but for the names of the languages: "español" is also
    # said by callers who hear English. The first is what prompts call it.
    phrases: tuple[str, ...] = ()
    is_global: bool = (
        False  # works at every question: agent, help, repeat, main menu, goodbye, the other language
    )


@dataclass(frozen=True)
class Ask:
    """What is listened for."""

    name: str  # the question's name, for records and the picture of the menu: "main_menu"
    choices: tuple[Choice, ...] = ()
    digits: tuple[int, int] | None = None  # a number is asked for, of at least and at most so many digits
    is_secret: bool = False  # what is typed is a PIN, a code, an SSN or a Participant ID
    seconds_of_silence: float = 6.0  # after the last prompt, before Heard(is_silence=True) is handed over
    can_interrupt: bool = True  # keys and speech stop the prompts

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that a caller may say but for digits, each once."""
        return tuple(dict.fromkeys(phrase for choice in self.choices for phrase in choice.phrases))

    @property
    def keys(self) -> frozenset[str]:
        """The keys that pick something."""
        return frozenset(choice.key for choice in self.choices if choice.key)


class Then(StrEnum):
    """What follows the prompts of a turn."""

    LISTEN = "listen"
    TRANSFER = "transfer"
    HANG_UP = "hang_up"


class Ending(StrEnum):
    """How a call ended."""

    BY_CALLER = "caller"
    BY_DIALOGUE = "dialogue"
    TRANSFERRED = "transferred"
    LOST = "lost"  # no more sound came, or the gateway broke
    SHED = "shed"  # too many calls
    DRAINED = "drained"  # the process stopped and could not wait for this call


@dataclass(frozen=True)
class Turn:
    """What is said, what is listened for then, or how the call goes on without us."""

    language: Language
    say: tuple[Prompt, ...]
    ask: Ask | None = None  # set exactly when `then` is LISTEN
    then: Then = Then.LISTEN
    transfer_to: str = ""  # the name of a queue of agents; the gateway's settings know where that is
    transfer_reference: str = ""  # what the agents' desk calls it, for gateways that can send it along


@dataclass(frozen=True)
class Heard:
    """What a gateway brings back: exactly one of these."""

    keys: str = ""  # a complete answer by keys
    speech: str = ""  # recognised words, or one of the phrases
    # Of `speech`, 0 to 1, on the scale of providers.speech: the dialogue does it, asks about it, or understood nothing.
    confidence: float = 1.0
    text: str = ""  # typed words or digits, on a TTY or a screen
    is_silence: bool = False  # nothing came in time
    is_unclear: bool = False  # something was said that the recogniser took for none of the choices
    transfer_failed: bool = False  # nobody took the call: the turn was a TRANSFER


@dataclass(frozen=True)
class Caller:
    """What is known when a call comes in."""

    call_id: str  # the gateway's own, unique
    channel: Channel = "phone"
    number: str = ""  # the caller's, in E.164, or "" where it is withheld
    line: str = ""  # the number that was dialled, in E.164: toll-free, TTY, outside the U.S.


class Dialogue(Protocol):
    """The dialogue, as gateways use it. Keeps nothing between turns; safe to call from several threads."""

    def start(self, caller: Caller) -> tuple[State, Turn]:
        """Greet a caller."""

    def answer(self, state: State, heard: Heard) -> tuple[State, Turn]:
        """Take what was heard and say what comes next. Never raises for anything a caller can do."""

    def ended(self, state: State, how: Ending) -> None:
        """Note that the call is over. Calling it twice does no harm."""


def turn_as_json(turn: Turn) -> State:
    """Write a turn as JSON values."""
    return asdict(turn)


def turn_from_json(kept: Mapping[str, Any]) -> Turn:
    """Read a turn that `turn_as_json` wrote."""
    ask = kept["ask"]
    return Turn(
        language=kept["language"],
        say=tuple(Prompt(**prompt) for prompt in kept["say"]),
        ask=None if ask is None else _ask_from_json(ask),
        then=Then(kept["then"]),
        transfer_to=kept["transfer_to"],
        transfer_reference=kept["transfer_reference"],
    )


def _ask_from_json(kept: Mapping[str, Any]) -> Ask:
    choices = tuple(Choice(**{**choice, "phrases": tuple(choice["phrases"])}) for choice in kept["choices"])
    digits = kept["digits"]
    return Ask(**{**kept, "choices": choices, "digits": tuple(digits) if digits else None})
