"""What a telephone line does to a voice: companding, noise, other people in the room."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
CONDITIONS = ("clean", "white 20 dB", "white 10 dB", "babble 20 dB", "babble 10 dB")


def on_the_line(pcm: bytes, condition: str, babble: Sequence[bytes], *, seed: str) -> bytes:
    """Return what arrives: half a second of line on both sides, noise, and G.711 (mu-law) in any case."""
    rng = np.random.default_rng(zlib.crc32(f"{seed} {condition}".encode()))
    spoken = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
    silence = np.zeros(4_000)
    samples = np.concatenate([silence, spoken, silence])
    if condition != "clean":
        kind, level, _ = condition.split()
        noise = rng.standard_normal(len(samples)) if kind == "white" else _babble(babble, len(samples), rng)
        loudness = _active_power(spoken)
        noise *= np.sqrt(loudness / max(np.mean(noise**2), 1e-9) / 10 ** (float(level) / 10))
        samples = samples + noise
    return companded(samples)


def companded(samples: Samples) -> bytes:
    """Send samples through the mu-law of G.711 and back."""
    scaled = np.clip(samples / 32_768, -1, 1)
    squeezed = np.sign(scaled) * np.log1p(255 * np.abs(scaled)) / np.log(256)
    steps = np.rint(squeezed * 127) / 127
    back = np.sign(steps) * np.expm1(np.abs(steps) * np.log(256)) / 255
    return np.clip(back * 32_768, -32_768, 32_767).astype("<i2").tobytes()


def _active_power(samples: Samples) -> float:
    """Return the power of the louder half: pauses are no speech."""
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    powers = np.sort(np.mean(frames**2, axis=1))
    return float(np.mean(powers[len(powers) // 2 :]))


def _babble(voices: Sequence[bytes], count: int, rng: np.random.Generator) -> Samples:
    mixed = np.zeros(count)
    for voice in voices:
        samples = np.frombuffer(voice, dtype="<i2").astype(np.float64)
        start = int(rng.integers(len(samples)))
        mixed += np.resize(np.roll(samples, -start), count)
    return mixed
