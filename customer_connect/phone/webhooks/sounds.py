"""Prompts in our own voice, fetched by the cloud from addresses that only we can make.

A fixed prompt's address is signed, and good for as long as its text. A personal one names the call, its turn and the
prompt's place, never its words; it is good while the turn is.
"""

import io
import wave
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from customer_connect.phone.gateways.twiml.held_calls import HeldCall, HeldCalls
from customer_connect.phone.gateways.twiml.responses import SoundOf
from customer_connect.providers.speech import SAMPLES_A_SECOND, Voice

_SALT = "phone.webhooks.sounds"


class NoSuchSound(Exception):
    """Nobody may hear this, or not any more."""


@dataclass(frozen=True)
class Sound:
    """A prompt to be spoken."""

    text: str
    language: str
    is_fixed: bool


def sounds_of(call: HeldCall) -> SoundOf:
    """Return the addresses of a turn's prompts; none where the cloud's own voice speaks."""

    def address_of(place: int) -> str | None:
        prompt = call.turn.say[place]
        if not settings.TWIML["own_voice"] or not prompt.text.strip():
            return None
        if prompt.is_fixed:
            named: list[str | int] = [prompt.language or call.turn.language, prompt.text]
        else:
            named = [call.call_id, call.number, place]
        token = signing.dumps(named, salt=_SALT, compress=True)
        return str(settings.TWIML["url"]) + reverse("phone_webhooks:sound", args=[token])

    return address_of


def sound_named(token: str, calls: HeldCalls) -> Sound:
    """Return the prompt of an address. Raises NoSuchSound."""
    try:
        match signing.loads(token, salt=_SALT):
            case [str(language), str(text)]:
                return Sound(text, language, is_fixed=True)
            case [str(call_id), int(number), int(place)]:
                call = calls.find(call_id)
                if call is None or call.number != number:
                    raise NoSuchSound
                prompt = call.turn.say[place]
                return Sound(prompt.text, prompt.language or call.turn.language, is_fixed=False)
    except signing.BadSignature as error:
        raise NoSuchSound from error
    raise NoSuchSound


def wav_of(sound: Sound, voice: Voice) -> bytes:
    """Return a WAV file. Raises VoiceFailed."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, SAMPLES_A_SECOND, 0, "NONE", ""))
        wav.writeframes(voice.pcm_of(sound.text, sound.language, keep=sound.is_fixed))
    return file.getvalue()
