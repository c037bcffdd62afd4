"""The process that speaks, with SVOX Pico. It leaks a buffer with each text: whoever starts it ends it in time."""

from functools import lru_cache
from typing import Any

import numpy as np
import ttspico

from customer_connect.providers.speech.rates import Samples, halved, pcm_of, samples_of
from customer_connect.providers.speech.workers import Question, serve

_VOICES = {"en": "en-US", "es": "es-ES"}
# Pico speaks near full scale. People on the telephone are at -20 dBFS or below, and so are we.
_LOUDNESS = 0.34
# Half a second of near silence follows each text. How long a pause is, is for whoever puts texts together.
_SILENT = 60.0
_KEPT_AROUND = 320  # samples: 40 ms


@lru_cache(maxsize=len(_VOICES))
def _engine(language: str) -> Any:
    return ttspico.TtsEngine(_VOICES[language])


def speak(question: Question, _: bytes) -> tuple[Question, bytes]:
    """Answer {"language", "text"} with PCM."""
    spoken: bytes = _engine(question["language"]).speak(question["text"])
    return {}, pcm_of(_without_silence(_LOUDNESS * halved(samples_of(spoken))))


def _without_silence(samples: Samples) -> Samples:
    """Return the samples without the silence before and after them."""
    heard = np.flatnonzero(np.abs(samples) > _SILENT)
    if not len(heard):
        return samples
    return samples[max(0, heard[0] - _KEPT_AROUND) : heard[-1] + _KEPT_AROUND]


if __name__ == "__main__":
    serve(speak)
