"""A recogniser that runs here: PocketSphinx (BSD) with its American English model, one grammar a question."""

import math
from collections.abc import Sequence
from pathlib import Path

from customer_connect.providers.speech import ACCEPT_FROM, NOTHING, Recognised, RecogniserFailed
from customer_connect.providers.speech.workers import WorkerFailed, WorkerPool

_RETIRE_AFTER = 2_000
_SECONDS = 8.0
_LONGEST = 16_000 * 20
# A tenth of a second: a click, not a word.
_SHORTEST = 1_600
# By language: the lag at which a phrase is as likely a stranger's word, and how fast that changes. Chosen on Pico's own
# voices so that ACCEPT_FROM lies where strangers' words begin and CONFIRM_FROM where the phrases end: docs/speech.md.
_MIDDLE_AND_SLOPE = {"en": (54.8, 8.0), "es": (59.5, 8.6)}
# A number is as sure as its worst digit.
_OF_DIGITS = {"en": (66.0, 8.0), "es": (62.5, 8.6)}
# Noise makes one digit of another without a lag that tells: below so many decibels a number is asked about in any case.
_CLEAR_ENOUGH = 38.0
_ASKED_ABOUT = ACCEPT_FROM - 0.05


class SphinxRecogniser:
    """Recognises in processes of its own. The folder is another acoustic model with the phones of CMUdict."""

    def __init__(self, *, folder: Path | None = None, workers: int = 2, seconds: float = _SECONDS) -> None:
        """Recognise so many utterances at once, each in so many seconds at most."""
        self._pool = WorkerPool(
            "customer_connect.providers.speech.sphinx_worker",
            *([str(folder)] if folder else []),
            count=workers,
            retire_after=_RETIRE_AFTER,
            seconds=seconds,
        )

    def recognise(
        self, pcm: bytes, language: str, *, phrases: Sequence[str], digits: tuple[int, int] | None = None
    ) -> Recognised:
        """Return the phrase or the digits that fit best, and how sure that is. Raises RecogniserFailed."""
        if len(pcm) < _SHORTEST or not (phrases or digits):
            return NOTHING
        question = {"language": language, "phrases": list(phrases), "digits": digits}
        try:
            answer, _ = self._pool.ask(question, pcm[:_LONGEST])
        except WorkerFailed as error:
            raise RecogniserFailed(str(error)) from error
        if not answer["text"]:
            return NOTHING
        if digits and answer["text"].isdecimal():
            confidence = confidence_of(answer["worst"], language, of_digits=True)
            return Recognised(
                answer["text"], min(confidence, 1.0 if answer["clear"] > _CLEAR_ENOUGH else _ASKED_ABOUT)
            )
        return Recognised(answer["text"], confidence_of(answer["lag"], language))

    def close(self) -> None:
        """End the processes."""
        self._pool.close()


def confidence_of(lag: float, language: str, *, of_digits: bool = False) -> float:
    """Bring a lag to the scale of ACCEPT_FROM and CONFIRM_FROM."""
    middle, slope = (_OF_DIGITS if of_digits else _MIDDLE_AND_SLOPE)[language]
    return 1 / (1 + math.exp(min(50.0, max(-50.0, (lag - middle) / slope))))
