"""The process that speaks, with SVOX Pico. It leaks a buffer with each text: whoever starts it ends it in time."""

from functools import lru_cache
from typing import Any

import ttspico

from customer_connect.providers.speech.rates import halved, pcm_of, samples_of
from customer_connect.providers.speech.workers import Question, serve

_VOICES = {"en": "en-US", "es": "es-ES"}
# Pico speaks near full scale, which a telephone makes harsh.
_LOUDNESS = 0.6


@lru_cache(maxsize=len(_VOICES))
def _engine(language: str) -> Any:
    return ttspico.TtsEngine(_VOICES[language])


def speak(question: Question, _: bytes) -> tuple[Question, bytes]:
    """Answer {"language", "text"} with PCM."""
    spoken: bytes = _engine(question["language"]).speak(question["text"])
    return {}, pcm_of(_LOUDNESS * halved(samples_of(spoken)))


if __name__ == "__main__":
    serve(speak)
