"""Turns as TwiML."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from customer_connect.phone.turns import Ask, Prompt, Then, Turn

LANGUAGES = {"en": "en-US", "es": "es-US"}
# Twilio's limits of a list of hints.
_MOST_HINTS, _LONGEST_HINT = 500, 100
# What its recogniser calls digits said one by one.
_DIGITS_HINT = "$OOV_CLASS_DIGIT_SEQUENCE"


@dataclass(frozen=True)
class TwimlSettings:
    """How calls are carried."""

    voices: Mapping[str, str] = field(
        default_factory=dict
    )  # language → a voice of the cloud's; none: its default
    transfers: Mapping[str, str] = field(
        default_factory=dict
    )  # queue of agents → "sip:…" or a number in E.164
    seconds_until_nobody_took: int = 30


@dataclass(frozen=True)
class Addresses:
    """Where the cloud goes on with one turn of one call: absolute URLs."""

    answer: str
    transferred: str
    taken: str  # told when an agent picks up


# The URL of a prompt in our own voice, by its place in the turn; None has the cloud's voice say it.
SoundOf = Callable[[int], str | None]


def twiml_of(
    turn: Turn, settings: TwimlSettings, addresses: Addresses, sound_of: SoundOf, *, says_it: bool = True
) -> str:
    """Return a turn as TwiML; without `says_it` the caller is only listened to again."""
    response = VoiceResponse()
    prompts = list(enumerate(turn.say)) if says_it else []
    if turn.then is Then.LISTEN and turn.ask is not None:
        gather = _gather(turn, turn.ask, addresses)
        # What may not be interrupted is said before anybody listens.
        speaker = gather if turn.ask.can_interrupt else response
        _say_all(speaker, prompts, turn, settings, sound_of)
        response.append(gather)
    else:
        _say_all(response, prompts, turn, settings, sound_of)
        if turn.then is Then.TRANSFER:
            response.append(_dial(settings, turn, addresses))
        else:
            response.hangup()
    return str(response)


def can_transfer(turn: Turn, settings: TwimlSettings) -> bool:
    """Tell whether it is known where the turn's agents are."""
    return turn.transfer_to in settings.transfers


def hang_up() -> str:
    """Return the end of a call."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def _gather(turn: Turn, ask: Ask, addresses: Addresses) -> Gather:
    """Return what listens: silence is told, too; one key ends a menu, # or the last digit a number."""
    hints = [phrase for phrase in ask.phrases if len(phrase) <= _LONGEST_HINT and "," not in phrase]
    if ask.digits:
        hints.insert(0, _DIGITS_HINT)
    return Gather(
        input="dtmf speech",
        action=addresses.answer,
        method="POST",
        timeout=math.ceil(ask.seconds_of_silence),
        speech_timeout="auto",
        num_digits=ask.digits[1] if ask.digits else 1,
        finish_on_key="#",
        action_on_empty_result=True,
        barge_in=ask.can_interrupt,
        language=LANGUAGES[turn.language],
        hints=", ".join(hints[:_MOST_HINTS]),
        profanity_filter=False,
    )


def _dial(settings: TwimlSettings, turn: Turn, addresses: Addresses) -> Dial:
    dial = Dial(
        action=addresses.transferred,
        method="POST",
        timeout=settings.seconds_until_nobody_took,
        answer_on_bridge=True,
    )
    where = settings.transfers[turn.transfer_to].replace("{reference}", turn.transfer_reference)
    told = {
        "status_callback": addresses.taken,
        "status_callback_event": "answered",
        "status_callback_method": "POST",
    }
    if where.startswith(("sip:", "sips:")):
        dial.sip(where, **told)
    else:
        dial.number(where, **told)
    return dial


def _say_all(
    speaker: Gather | VoiceResponse,
    prompts: list[tuple[int, Prompt]],
    turn: Turn,
    settings: TwimlSettings,
    sound_of: SoundOf,
) -> None:
    for place, prompt in prompts:
        if url := sound_of(place):
            speaker.play(url)
            continue
        language = prompt.language or turn.language
        voice = settings.voices.get(language) or None
        speaker.say(prompt.text, language=LANGUAGES[language], voice=voice)
