"""A call in the terminal: what would be said is printed, digits and words are typed."""

from collections.abc import Callable, Iterable

from customer_connect.phone.turns import Caller, Channel, Dialogue, Ending, Heard, Then, Turn

_FIRST_WORDS = {"en": "english", "es": "español"}
_LISTENS_FOR_KEYS = frozenset("0123456789*#")


class Terminal:
    """Holds one call. `read` returns a typed line, or None when the caller hangs up; `write` prints a line."""

    def __init__(
        self, dialogue: Dialogue, read: Callable[[], str | None], write: Callable[[str], None]
    ) -> None:
        self._dialogue = dialogue
        self._read = read
        self._write = write

    def hold_call(
        self, *, channel: Channel = "phone", number: str = "", line: str = "", language: str = ""
    ) -> None:
        """Talk until somebody hangs up. With a language the first question is answered already."""
        state, turn = self._dialogue.start(Caller("terminal", channel, number, line))
        if language:
            state, turn = self._dialogue.answer(state, Heard(text=_FIRST_WORDS[language]))
        ending = Ending.BY_CALLER
        try:
            while True:
                self._say(turn, channel)
                if turn.then is Then.HANG_UP:
                    ending = Ending.BY_DIALOGUE
                    return
                heard = self._transfer(turn) if turn.then is Then.TRANSFER else self._listen(channel)
                if heard is None:
                    ending = Ending.TRANSFERRED if turn.then is Then.TRANSFER else Ending.BY_CALLER
                    return
                state, turn = self._dialogue.answer(state, heard)
        finally:
            self._dialogue.ended(state, ending)

    def _say(self, turn: Turn, channel: Channel) -> None:
        for prompt in turn.say:
            self._write(prompt.shown if channel == "tty" else prompt.text)

    def _listen(self, channel: Channel) -> Heard | None:
        typed = self._read()
        if typed is None:
            return None
        typed = typed.strip()
        if not typed:
            return Heard(is_silence=True)
        if channel == "phone" and set(typed) <= _LISTENS_FOR_KEYS:
            return Heard(keys=typed.rstrip("#"))
        return Heard(text=typed) if channel == "tty" else Heard(speech=typed)

    def _transfer(self, turn: Turn) -> Heard | None:
        self._write(f"[The call goes to {turn.transfer_to}. Type “busy” to let nobody take it.]")
        return Heard(transfer_failed=True) if (self._read() or "").strip() == "busy" else None


def lines_of(source: Iterable[str]) -> Callable[[], str | None]:
    """Return a reader of lines that ends as the source does."""
    lines = iter(source)
    return lambda: next(lines, None)
