"""The process that transcribes, with faster-whisper and a model that the agency supplies."""

import math
import sys
from typing import Any

import numpy as np
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from customer_connect.providers.speech.rates import samples_of
from customer_connect.providers.speech.workers import Question, serve

# What the model is told that it will hear, so that it writes these words rather than others that sound alike.
_LONGEST_HINT = 600


class Transcriber:
    """A model in memory."""

    def __init__(self, folder: str) -> None:
        """Load a converted model (config.json, model.bin, tokenizer.json, vocabulary.*)."""
        self._model: Any = WhisperModel(
            folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
        )

    def answer(self, question: Question, pcm: bytes) -> tuple[Question, bytes]:
        """Answer {"language", "phrases"} and PCM with {"text", "sure"}, the latter 0 to 1."""
        segments, _ = self._model.transcribe(
            _doubled(samples_of(pcm)),
            language=question["language"],
            beam_size=5,
            temperature=0.0,
            without_timestamps=True,
            condition_on_previous_text=False,
            hotwords=", ".join(question["phrases"])[:_LONGEST_HINT] or None,
        )
        found = list(segments)
        if not found:
            return {"text": "", "sure": 0.0}, b""
        sure = min(math.exp(segment.avg_logprob) * (1 - segment.no_speech_prob) for segment in found)
        return {"text": " ".join(segment.text.strip() for segment in found), "sure": sure}, b""


def _doubled(samples: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return twice as many samples between -1 and 1, which the model wants."""
    places = np.arange(2 * len(samples)) / 2
    return (np.interp(places, np.arange(len(samples)), samples) / 32_768).astype(np.float32)


if __name__ == "__main__":
    serve(Transcriber(sys.argv[1]).answer)
