"""The sound of a turn, as callers hear it: 8,000 samples a second."""

import io
import wave

from customer_connect.phone.turns import Turn
from customer_connect.providers.speech import SAMPLES_A_SECOND, Voice

BYTES_A_SAMPLE = 2
PAUSE = bytes(SAMPLES_A_SECOND // 4 * BYTES_A_SAMPLE)


def sound_of(turn: Turn, voice: Voice) -> bytes:
    """Return a WAV file of everything that is said in a turn. Raises VoiceFailed."""
    parts = [
        voice.pcm_of(prompt.text, prompt.language or turn.language, keep=prompt.is_fixed)
        for prompt in turn.say
    ]
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(BYTES_A_SAMPLE)
        sound.setframerate(SAMPLES_A_SECOND)
        sound.writeframes(PAUSE.join(parts))
    return file.getvalue()
