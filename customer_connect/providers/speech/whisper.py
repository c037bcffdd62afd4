"""A better recogniser that runs here, where the agency supplies a model: Whisper, through faster-whisper (both MIT).

It is not among the requirements: `pip install faster-whisper`, and set CONNECT_RECOGNISER_FOLDER to a converted model.
It writes down whatever is said; what counts is which of the expected answers that is.
"""

from collections.abc import Sequence
from pathlib import Path

from customer_connect.providers.speech import NOTHING, Recognised, RecogniserFailed
from customer_connect.providers.speech.closed_sets import best_of
from customer_connect.providers.speech.workers import WorkerFailed, WorkerPool

_RETIRE_AFTER = 2_000
_SECONDS = 12.0
_LONGEST = 16_000 * 20
_SHORTEST = 1_600
# How sure the model is of words that were said, at most times; more than that is as good.
_USUALLY_SURE = 0.55


class WhisperRecogniser:
    """Recognises in processes of its own, each with the model in memory."""

    def __init__(self, *, folder: Path | None = None, workers: int = 1, seconds: float = _SECONDS) -> None:
        """Use the model in the folder. Raises ValueError where there is none."""
        if folder is None:
            raise ValueError("Whisper needs the folder of a model.")
        self._pool = WorkerPool(
            "customer_connect.providers.speech.whisper_worker",
            str(folder),
            count=workers,
            retire_after=_RETIRE_AFTER,
            seconds=seconds,
        )

    def recognise(
        self, pcm: bytes, language: str, *, phrases: Sequence[str], digits: tuple[int, int] | None = None
    ) -> Recognised:
        """Return the answer that is nearest to what was said, and how sure that is. Raises RecogniserFailed."""
        if len(pcm) < _SHORTEST or not (phrases or digits):
            return NOTHING
        try:
            answer, _ = self._pool.ask({"language": language, "phrases": list(phrases)}, pcm[:_LONGEST])
        except WorkerFailed as error:
            raise RecogniserFailed(str(error)) from error
        best = best_of(answer["text"], language, phrases, digits)
        return Recognised(best.text, best.confidence * min(1.0, answer["sure"] / _USUALLY_SURE))

    def close(self) -> None:
        """End the processes."""
        self._pool.close()
