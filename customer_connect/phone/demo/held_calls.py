"""A call that is held in the browser's session. Keys are collected as a gateway collects them."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from customer_connect.phone.dialogue.engine import CustomerDialogue
from customer_connect.phone.turns import (
    Caller,
    Channel,
    Dialogue,
    Ending,
    Heard,
    Prompt,
    State,
    Then,
    Turn,
    turn_as_json,
    turn_from_json,
)

_KEPT_AS = "demo_phone"
# A number of the range that is kept for stories.
NUMBER = "+19165550100"
LINES_KEPT = 60


@dataclass
class Line:
    """One line of the transcript."""

    is_caller: bool
    text: str
    language: str


@dataclass
class HeldCall:
    """A call between two requests."""

    state: State
    turn: Turn
    channel: Channel
    number: int = 1  # of the turn, so that no sound of an earlier one is played
    typed: str = field(default="", repr=False)
    lines: list[Line] = field(default_factory=list)
    is_over: bool = False

    @classmethod
    def begin(cls, *, channel: Channel, line: str) -> "HeldCall":
        """Call a number."""
        state, turn = _dialogue().start(Caller("demo", channel, NUMBER, line))
        call = cls(state, turn, channel)
        call._note_turn()
        return call

    @classmethod
    def of(cls, session: MutableMapping[str, Any]) -> "HeldCall | None":
        """Return the call that is held in a session."""
        kept = session.get(_KEPT_AS)
        if kept is None:
            return None
        lines = [Line(*line) for line in kept["lines"]]
        return cls(**{**kept, "turn": turn_from_json(kept["turn"]), "lines": lines})

    def keep_in(self, session: MutableMapping[str, Any]) -> None:
        """Hold the call until the next request."""
        session[_KEPT_AS] = {
            "state": self.state,
            "turn": turn_as_json(self.turn),
            "channel": self.channel,
            "number": self.number,
            "typed": self.typed,
            "lines": [[line.is_caller, line.text, line.language] for line in self.lines[-LINES_KEPT:]],
            "is_over": self.is_over,
        }

    @property
    def is_transferring(self) -> bool:
        """Whether somebody should take the call."""
        return not self.is_over and self.turn.then is Then.TRANSFER

    @property
    def is_secret(self) -> bool:
        """Whether what is asked for must not be shown."""
        return self.turn.ask is not None and self.turn.ask.is_secret

    def press(self, key: str) -> None:
        """Take one key. A menu is answered by it; a number is complete with # or its last digit."""
        ask = self.turn.ask
        if ask is None or self.is_over:
            return
        if ask.digits is None:
            if key != "#":
                self._answer(Heard(keys=key), key)
            return
        if key == "*" and self.typed:
            self.typed = ""
            return
        is_end = key == "#" or (key == "*" and not self.typed)
        self.typed += "" if key == "#" else key
        if self.typed and (is_end or len(self.typed) >= ask.digits[1]):
            self.enter(self.typed)

    def enter(self, digits: str) -> None:
        """Take a whole number by keys."""
        self.typed = ""
        is_hidden = self.is_secret and len(digits) > 1
        self._answer(Heard(keys=digits), "•" * len(digits) if is_hidden else digits)

    def say(self, words: str) -> None:
        """Take words, spoken or (on a TTY) typed."""
        is_hidden = self.is_secret and any(mark.isdigit() for mark in words)
        shown = "•" * len(words) if is_hidden else words
        self._answer(Heard(text=words) if self.channel == "tty" else Heard(speech=words), shown)

    def stay_silent(self) -> None:
        """Let the time to answer pass."""
        self._answer(Heard(is_silence=True), "…")

    def fail_transfer(self) -> None:
        """Let nobody take the call."""
        if self.is_transferring:
            self._take(*_dialogue().answer(self.state, Heard(transfer_failed=True)))

    def hang_up(self) -> None:
        """End the call."""
        if not self.is_over:
            self._end(Ending.TRANSFERRED if self.is_transferring else Ending.BY_CALLER)

    def _answer(self, heard: Heard, shown: str) -> None:
        if self.turn.ask is None or self.is_over:
            return
        self.typed = ""
        self.lines.append(Line(True, shown, self.turn.language))
        self._take(*_dialogue().answer(self.state, heard))

    def _take(self, state: State, turn: Turn) -> None:
        self.state, self.turn, self.number = state, turn, self.number + 1
        self._note_turn()
        if turn.then is Then.HANG_UP:
            self._end(Ending.BY_DIALOGUE)

    def _end(self, how: Ending) -> None:
        _dialogue().ended(self.state, how)
        self.is_over = True

    def _note_turn(self) -> None:
        self.lines += [
            Line(False, self._as_told(prompt), prompt.language or self.turn.language)
            for prompt in self.turn.say
        ]

    def _as_told(self, prompt: Prompt) -> str:
        return prompt.shown if self.channel == "tty" else prompt.text


def _dialogue() -> Dialogue:
    return CustomerDialogue()
