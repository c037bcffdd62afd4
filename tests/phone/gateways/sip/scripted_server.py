"""The real process with a dialogue out of a script: `python -m tests.phone.gateways.sip.scripted_server '{"port": …}'`.

Its menu: 1 asks for a number of 3 to 5 digits, 2 says something long, 3 cannot be interrupted, 4 breaks down,
0 transfers to the agents, 9 hangs up. Writes each step to standard output, as JSON.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from customer_connect.phone.gateways.sip.running import answer_calls
from customer_connect.phone.gateways.sip.settings import Announcements, SipSettings
from customer_connect.phone.turns import Ask, Caller, Choice, Ending, Heard, Prompt, State, Then, Turn
from customer_connect.providers.speech.memory import MemoryRecogniser, MemoryVoice

_CHOICES = (
    Choice("number", "1", ("number",)),
    Choice("long", "2", ("tell me more",)),
    Choice("stubborn", "3", ("stubborn",)),
    Choice("trouble", "4", ("trouble",)),
    Choice("agent", "0", ("agent",)),
    Choice("goodbye", "9", ("goodbye",)),
)
ANNOUNCEMENTS = Announcements(
    busy={"en": "All lines are busy.", "es": "Todas las líneas están ocupadas."},
    trouble={"en": "Something broke.", "es": "Algo falló."},
    closing={"en": "We have to end this call.", "es": "Tenemos que terminar."},
)


class Script:
    """A dialogue that needs no database."""

    def __init__(self, silence: float) -> None:
        self._silence = silence

    def start(self, caller: Caller) -> tuple[State, Turn]:
        _say(step="start", channel=caller.channel, number=caller.number, line=caller.line)
        return {"asked": "menu"}, self._menu("Welcome.")

    def answer(self, state: State, heard: Heard) -> tuple[State, Turn]:
        _say(step="answer", asked=state["asked"], **{k: v for k, v in vars(heard).items() if v})
        what = heard.keys or heard.speech or heard.text
        if heard.transfer_failed:
            return {"asked": "menu"}, self._menu("Nobody is there.")
        if state["asked"] == "number" and what:
            return {"asked": "menu"}, self._menu(f"Number {what}.")
        match next((choice.value for choice in _CHOICES if what in (choice.key, *choice.phrases)), ""):
            case "number":
                number = Ask("number", digits=(3, 5), is_secret=True, seconds_of_silence=self._silence)
                return {"asked": "number"}, Turn("en", (Prompt("Your number?", True),), number)
            case "long":
                return {"asked": "menu"}, self._menu(" ".join(f"Sentence {n}." for n in range(8)))
            case "stubborn":
                return {"asked": "menu"}, self._menu("Listen to the end.", can_interrupt=False)
            case "trouble":
                raise RuntimeError(f"secret {what * 5}")
            case "agent":
                return {"asked": "agent"}, Turn(
                    "en", (Prompt("Hold on.", True),), None, Then.TRANSFER, "agents", "4711"
                )
            case "goodbye":
                return {"asked": "nothing"}, Turn("en", (Prompt("Goodbye.", True),), None, Then.HANG_UP)
        return {"asked": "menu"}, self._menu("Silence." if heard.is_silence else "What?")

    def ended(self, state: State, how: Ending) -> None:
        _say(step="ended", asked=state["asked"], how=how)

    def _menu(self, text: str, *, can_interrupt: bool = True) -> Turn:
        ask = Ask("menu", _CHOICES, seconds_of_silence=self._silence, can_interrupt=can_interrupt)
        return Turn("en", (Prompt(text, False), Prompt("What now?", True)), ask)


def _say(**step: Any) -> None:
    # In one piece: several threads tell.
    sys.stdout.write(json.dumps(step) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Answer until a signal says stop."""
    wanted = json.loads(sys.argv[1])
    silence = wanted.pop("silence", 1.0)
    logging.basicConfig(level=logging.INFO)
    for name in ("health_file", "certificate", "authorities"):
        if name in wanted:
            wanted[name] = Path(wanted[name])
    for name in ("allowed", "rtp_ports"):
        if name in wanted:
            wanted[name] = tuple(wanted[name])
    wanted["tty_users"] = frozenset(wanted.get("tty_users", ()))
    answer_calls(SipSettings(ANNOUNCEMENTS, **wanted), Script(silence), MemoryVoice(), MemoryRecogniser())


if __name__ == "__main__":
    main()
