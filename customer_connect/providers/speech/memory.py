"""Speech without speech, for tests: a buzz that holds the text as numbers, and a recogniser that reads them.

The text survives G.711, a gain between a half and one and a half, and trimming at both ends.
"""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from customer_connect.providers.speech import NOTHING, SAMPLES_A_SECOND, Recognised

# Before the text: two samples at each end of the scale, by which it is found and the gain is told.
_MARK = np.array([24_000, -24_000, 24_000, 24_000, -24_000, -24_000], dtype=np.float64)
_STEP = 1_400
_BUZZ_SECONDS = 0.24
_BUZZ_HZ = 125


class MemoryVoice:
    """Speaks a buzz of half a second with the text inside; keeps what it said in `said`."""

    def __init__(self, *, folder: Path | None = None, workers: int = 1) -> None:
        del folder, workers
        self.said: list[tuple[str, str]] = []

    def pcm_of(self, text: str, language: str, *, keep: bool) -> bytes:
        """Return the text as PCM."""
        del keep  # nothing is kept
        self.said.append((text, language))
        samples = np.concatenate([_buzz(), _samples_of(text), _buzz()])
        return samples.astype("<i2").tobytes()

    def close(self) -> None:
        """Do nothing: nothing was started."""


class MemoryRecogniser:
    """Reads what a MemoryVoice wrote into the audio."""

    def __init__(self, *, folder: Path | None = None, workers: int = 1) -> None:
        del folder, workers

    def recognise(
        self, pcm: bytes, language: str, *, phrases: Sequence[str], digits: tuple[int, int] | None = None
    ) -> Recognised:
        """Return the phrase or the digits that the audio holds, surely; or nothing."""
        del language
        said = text_in(pcm).strip()
        for phrase in phrases:
            if phrase.casefold() == said.casefold():
                return Recognised(phrase, 1.0)
        number = said.replace(" ", "")
        if digits and number.isdecimal() and digits[0] <= len(number) <= digits[1]:
            return Recognised(number, 1.0)
        return NOTHING

    def close(self) -> None:
        """Do nothing: nothing was started."""


def text_in(pcm: bytes) -> str:
    """Return the first text that a MemoryVoice wrote into the audio, or ""."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float64)
    shape = np.sign(_MARK)
    loud = np.abs(samples) > np.abs(_MARK[0]) / 4
    for start in np.flatnonzero(loud[: max(0, len(samples) - len(_MARK))]):
        mark = samples[start : start + len(_MARK)]
        if not np.array_equal(np.sign(mark), shape) or np.abs(mark).min() < 0.9 * np.abs(mark).max():
            continue
        gain = np.abs(mark).mean() / np.abs(_MARK[0])
        nibbles = np.rint(samples[start + len(_MARK) :] / gain / _STEP + 8)
        if (text := _text_of(np.clip(nibbles, 0, 15).astype(np.uint8))) is not None:
            return text
    return ""


def _samples_of(text: str) -> NDArray[np.float64]:
    data = text.encode()
    framed = len(data).to_bytes(2, "big") + data + zlib.crc32(data).to_bytes(4, "big")
    octets = np.frombuffer(framed, dtype=np.uint8)
    nibbles = np.stack([octets >> 4, octets & 15], axis=1).ravel().astype(np.float64)
    return np.concatenate([_MARK, (nibbles - 8) * _STEP])


def _text_of(nibbles: NDArray[np.uint8]) -> str | None:
    octets = ((nibbles[0 : len(nibbles) // 2 * 2 : 2] << 4) | nibbles[1::2]).tobytes()
    length = int.from_bytes(octets[:2], "big")
    data, check = octets[2 : 2 + length], octets[2 + length : 6 + length]
    return data.decode() if zlib.crc32(data).to_bytes(4, "big") == check else None


def _buzz() -> NDArray[np.float64]:
    """Return a vowel of sorts, so that a detector of speech hears somebody."""
    times = np.arange(int(_BUZZ_SECONDS * SAMPLES_A_SECOND)) / SAMPLES_A_SECOND
    partials = [(n, 1 / (1 + abs(n * _BUZZ_HZ - 700) / 300)) for n in range(1, 25)]
    wave = np.sum([size * np.sin(2 * np.pi * n * _BUZZ_HZ * times) for n, size in partials], axis=0)
    return np.asarray(wave / np.abs(wave).max() * 10_000)
