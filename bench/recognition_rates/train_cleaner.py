"""Trains the network of customer_connect/providers/speech/telephone_features.py on Pico's two voices, in a few minutes.

Each is spoken low, plain and high, at many levels, through the telephone with white, pink and babbling noise of 3 to 35
dB; the network learns to tell what the microphone would have heard without any of it. Random numbers are seeded.
    PYTHONPATH=.:bench .venv/bin/python -m recognition_rates.train_cleaner
"""

import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import ttspico
from numpy.typing import NDArray

from customer_connect.providers.speech.rates import halved
from customer_connect.providers.speech.telephone_features import (
    BANDS,
    HEARD_BANDS,
    WEIGHTS,
    bands_of,
    seen_by_network,
)
from recognition_rates.lines import companded
from recognition_rates.questions import NAMES_OF_DIGITS, STRANGERS, cases

FIRST, SECOND, EPOCHS, BATCH = 160, 96, 10, 512
MARGIN = 3_200  # samples of line before and after, at most: 0.2 s
Floats = NDArray[np.float64]


def texts(language: str) -> list[str]:
    rng = random.Random(language)
    numbers = [" ".join(rng.choices(NAMES_OF_DIGITS[language], k=6)) for _ in range(60)]
    return sorted({case.said for case in cases(language)}) + numbers


def spoken() -> Iterator[Floats]:
    for voice, language in (("en-US", "en"), ("es-ES", "es")):
        for pitch in (75, 100, 125):
            engine = ttspico.TtsEngine(voice)
            engine.pitch = pitch
            for text in texts(language):
                yield np.frombuffer(engine.speak(text), dtype="<i2") * 0.6


def babble(rng: np.random.Generator) -> Floats:
    mixed = np.zeros(16_000 * 20)
    for voice, language in (("en-US", "en"), ("es-ES", "es"), ("en-US", "en"), ("es-ES", "es")):
        engine = ttspico.TtsEngine(voice)
        engine.pitch = int(rng.integers(70, 130))
        words = np.frombuffer(engine.speak(". ".join(STRANGERS[language])), dtype="<i2").astype(np.float64)
        mixed += np.resize(np.roll(words, int(rng.integers(len(words)))), len(mixed))
    return mixed


def noise(rng: np.random.Generator, others: Floats, count: int) -> Floats:
    kind = rng.integers(3)
    if kind == 0:
        return rng.standard_normal(count)
    if kind == 1:
        spectrum = np.fft.rfft(rng.standard_normal(count))
        return np.fft.irfft(spectrum / np.sqrt(1 + np.arange(len(spectrum))), count)
    start = int(rng.integers(len(others) - count))
    return others[start : start + count]


def examples(rng: np.random.Generator) -> Iterator[tuple[Floats, Floats]]:
    """Yield what comes through the telephone, and what was there to be heard."""
    others = babble(rng)
    for words in spoken():
        before, after = rng.integers(800, MARGIN, 2)
        clean = np.concatenate([np.zeros(before), words * 10 ** rng.uniform(-0.7, 0), np.zeros(after)])
        wanted = bands_of(clean + rng.normal(0, 8, len(clean)), 16_000)
        frames = np.mean(clean[: len(clean) // 320 * 320].reshape(-1, 320) ** 2, axis=1)
        loudness = np.mean(np.sort(frames)[len(frames) // 2 :])
        for level in (rng.uniform(3, 15), rng.uniform(12, 35), 60):
            added = noise(rng, others, len(clean))
            added = added * np.sqrt(loudness / np.mean(added**2) / 10 ** (level / 10))
            narrow = np.frombuffer(companded(halved(clean + added)), dtype="<i2").astype(np.float64)
            heard = bands_of(narrow + rng.normal(0, 8, len(narrow)), 8_000)[:, :HEARD_BANDS]
            count = min(len(heard), len(wanted))
            seen, loud = seen_by_network(heard)
            yield seen[:count].astype(np.float32), (wanted[:count] - loud).astype(np.float32)


def main() -> None:
    rng = np.random.default_rng(0)
    pairs = list(examples(rng))
    seen, wanted = (np.concatenate(part) for part in zip(*pairs, strict=True))
    mean, deviation, centre = seen.mean(0), seen.std(0), wanted.mean(0)
    seen -= mean
    seen /= deviation
    wanted -= centre
    sizes = (seen.shape[1], FIRST, SECOND, BANDS)
    weights = []
    for a, b in pairwise(sizes):
        weights += [
            (rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32),
            np.zeros(b, np.float32),
        ]
    momenta, scales = ([np.zeros_like(weight) for weight in weights] for _ in range(2))
    steps = 0
    for epoch in range(EPOCHS):
        order, squares = rng.permutation(len(seen)), []
        for start in range(0, len(order) - BATCH, BATCH):
            batch = order[start : start + BATCH]
            steps += 1
            slopes, square = slopes_of(weights, seen[batch], wanted[batch])
            squares.append(square)
            for place, slope in enumerate(slopes):  # Adam
                momenta[place] = 0.9 * momenta[place] + 0.1 * slope
                scales[place] = 0.999 * scales[place] + 0.001 * slope**2
                stride = (
                    momenta[place] / (1 - 0.9**steps) / (np.sqrt(scales[place] / (1 - 0.999**steps)) + 1e-8)
                )
                weights[place] -= np.float32(1e-3 * 0.7**epoch) * stride
        print(
            f"epoch {epoch + 1}: off by {np.sqrt(np.mean(squares)):.3f}, guessing by {wanted.std():.3f}",
            flush=True,
        )
    weights[-1] = weights[-1] + centre
    named = dict(zip(("w1", "b1", "w2", "b2", "w3", "b3"), weights, strict=True))
    kept = {name: values.astype(np.float16) for name, values in named.items() if name.startswith("w")}
    kept |= {name: values for name, values in named.items() if name.startswith("b")}
    np.savez_compressed(WEIGHTS, mean=mean, deviation=deviation, **kept)


def slopes_of(weights: list[Floats], seen: Floats, wanted: Floats) -> tuple[list[Floats], float]:
    """Return the mean square's slope for each weight, and the mean square."""
    w1, b1, w2, b2, w3, b3 = weights
    first = np.maximum(seen @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    wrong = (second @ w3 + b3 - wanted) / len(seen)
    back2 = wrong @ w3.T * (second > 0)
    back1 = back2 @ w2.T * (first > 0)
    slopes = [seen.T @ back1, back1.sum(0), first.T @ back2, back2.sum(0), second.T @ wrong, wrong.sum(0)]
    return slopes, float(np.mean((wrong * len(seen)) ** 2))


if __name__ == "__main__":
    main()
