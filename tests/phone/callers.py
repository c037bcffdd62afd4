"""A caller who talks with the real dialogue, as a gateway would carry it. The state goes through JSON at each turn."""

import json
from dataclasses import dataclass, field

from customer_connect.domain.calls.models import Call
from customer_connect.phone.dialogue.engine import CustomerDialogue
from customer_connect.phone.turns import Caller, Channel, Ending, Heard, State, Then, Turn

NUMBER = "+19165550142"
TOLL_FREE = "+18669013212"


@dataclass
class TestCaller:
    """One call. Every way of answering returns what is said next, in words."""

    __test__ = False

    number: str = NUMBER
    channel: str = "phone"
    dialogue: CustomerDialogue = field(default_factory=CustomerDialogue)
    heard: list[str] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)  # of it, what was about one person
    questions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        channel: Channel = "tty" if self.channel == "tty" else "phone"
        self._take(*self.dialogue.start(Caller("call-1", channel, self.number, TOLL_FREE)))

    @property
    def said(self) -> str:
        """What was said last, as it is heard (or read, on a TTY)."""
        return " ".join(prompt.shown if self.channel == "tty" else prompt.text for prompt in self.turn.say)

    @property
    def written(self) -> str:
        """What was said last, as it is read."""
        return " ".join(prompt.shown for prompt in self.turn.say)

    @property
    def question(self) -> str:
        """The question that is open, or how the call goes on without us."""
        return self.turn.ask.name if self.turn.ask else self.turn.then.value

    @property
    def call(self) -> Call:
        """The record of the call."""
        return Call.objects.get(key=self.state["call"])

    def press(self, *keys: str) -> str:
        """Answer by keys, one question after the other."""
        return self._all(Heard(keys=typed) for typed in keys)

    def speak(self, *words: str, confidence: float = 0.9) -> str:
        """Answer by speech."""
        return self._all(Heard(speech=said, confidence=confidence) for said in words)

    def type(self, *words: str) -> str:
        """Answer in text."""
        return self._all(Heard(text=typed) for typed in words)

    def stay_silent(self) -> str:
        """Answer nothing."""
        return self._all([Heard(is_silence=True)])

    def mumble(self) -> str:
        """Say what nobody understands."""
        return self._all([Heard(is_unclear=True)])

    def fail_transfer(self) -> str:
        """Let nobody take the transferred call."""
        return self._all([Heard(transfer_failed=True)])

    def hang_up(self) -> None:
        """End the call."""
        self.dialogue.ended(self.state, Ending.BY_CALLER)

    def sign_in(self, identifier: str, pin: str) -> str:
        """Go to the main menu by keys, in English."""
        return self.press("1", "1", identifier, pin)

    def _all(self, answers) -> str:
        for answer in answers:
            self._take(*self.dialogue.answer(self.state, answer))
        return self.said

    def _take(self, state: State, turn: Turn) -> None:
        self.state: State = json.loads(json.dumps(state))
        self.turn = turn
        self.heard += [prompt.text for prompt in turn.say] + [prompt.shown for prompt in turn.say]
        self.personal += [prompt.text for prompt in turn.say if not prompt.is_fixed]
        self.questions.append(self.question)
        assert (turn.ask is not None) == (turn.then is Then.LISTEN)
