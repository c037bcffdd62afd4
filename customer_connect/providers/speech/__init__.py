"""Speech: a voice that says texts, a recogniser that understands answers. Knows no Django.

Audio is PCM throughout: 8,000 samples a second, mono, signed 16 bits, little-endian. Languages are "en" and "es".
Both are safe to call from several threads, and bounded in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SAMPLES_A_SECOND = 8_000

# What to do with what was heard, by its confidence: do it from ACCEPT_FROM on, ask "did you say …?" from CONFIRM_FROM
# on, and below take it as not understood. Each recogniser brings its own figures to this scale: docs/speech.md.
ACCEPT_FROM = 0.75
CONFIRM_FROM = 0.40


class VoiceFailed(Exception):
    """The text could not be spoken, now or in time. It may be tried again."""


class RecogniserFailed(Exception):
    """The audio could not be looked at, now or in time: the answer is not understood."""


@dataclass(frozen=True)
class Recognised:
    """What was understood: one of the phrases as given, or digits ("1234"); "" where it is nothing of them."""

    text: str
    confidence: float = 0.0


NOTHING = Recognised("")


class Voice(Protocol):
    """Speaks."""

    def pcm_of(self, text: str, language: str, *, keep: bool) -> bytes:
        """Return the text as PCM. With `keep` it is the same for everybody and may be kept on disk.

        Raises VoiceFailed.
        """
        ...

    def close(self) -> None:
        """End what it has started. It speaks no more."""
        ...


class Recogniser(Protocol):
    """Understands one utterance as one answer out of a closed set."""

    def recognise(
        self, pcm: bytes, language: str, *, phrases: Sequence[str], digits: tuple[int, int] | None = None
    ) -> Recognised:
        """Return which of the phrases was said, or a number of (least, most) digits said one by one.

        Raises RecogniserFailed.
        """
        ...

    def close(self) -> None:
        """End what it has started. It recognises no more."""
        ...


class MakesVoice(Protocol):
    """What a setting's dotted name must be for a voice: usually the class."""

    def __call__(self, *, folder: Path | None, workers: int) -> Voice:
        """Make a voice that may keep fixed prompts in the folder and speaks so many texts at once."""
        ...


class MakesRecogniser(Protocol):
    """What a setting's dotted name must be for a recogniser: usually the class."""

    def __call__(self, *, folder: Path | None, workers: int) -> Recogniser:
        """Make a recogniser with the model in the folder (None: its own), for so many utterances at once."""
        ...
