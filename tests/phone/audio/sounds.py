"""Sounds for the tests of what hears them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def fed(feed: Callable[[bytes], Any], pcm: bytes, *, size: int = 320) -> list[Any]:
    """Hand PCM over in pieces, 20 ms each unless told, and return what each brought."""
    return [feed(pcm[start : start + size]) for start in range(0, len(pcm), size)]


def with_noise(pcm: bytes, decibels: float, *, seed: int = 0) -> bytes:
    """Add white noise that so many decibels are below the sound."""
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
    size = np.sqrt(np.mean(samples**2) / 10 ** (decibels / 10))
    return to_pcm(samples + np.random.default_rng(seed).normal(0, size, len(samples)))


def noise(seconds: float, size: float, *, seed: int = 0) -> bytes:
    return to_pcm(np.random.default_rng(seed).normal(0, size, round(seconds * 8_000)))


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * 8_000))


def at_speed(pcm: bytes, factor: float) -> bytes:
    """Play faster or slower, all frequencies with it."""
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
    return to_pcm(np.interp(np.arange(0, len(samples), factor), np.arange(len(samples)), samples))


def sine(frequency: float, seconds: float, level: float) -> NDArray[np.float64]:
    """Return a sine at a level in dBFS."""
    times = np.arange(round(seconds * 8_000)) / 8_000
    return np.asarray(32_767 * 10 ** (level / 20) * np.sin(2 * np.pi * frequency * times))


def to_pcm(samples: NDArray[np.float64]) -> bytes:
    return np.clip(np.rint(samples), -32_768, 32_767).astype("<i2").tobytes()
