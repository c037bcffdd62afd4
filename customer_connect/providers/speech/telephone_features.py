"""What the acoustic model is fed: its own 13 cepstra, a hundred times a second, from sound that it was not trained for.

The model knows quiet sound of up to 6,800 Hz. A telephone carries 3,400, where "six" and "eight" are one word, and the
noise of a street. A small network therefore guesses, from what is heard, what a good microphone would have heard
(bench/recognition_rates/train_cleaner.py makes it; docs/speech.md tells what it brings). Energies, filters and cepstra
are computed as sphinxbase does with the model's feat.params.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from customer_connect.providers.speech import SAMPLES_A_SECOND

Floats = NDArray[np.float64]

FRAMES_A_SECOND = 100
BANDS = 25
HEARD_BANDS = 17  # those that end below 3,450 Hz
NEIGHBOURS = 4  # frames on either side that the network sees
WEIGHTS = Path(__file__).with_name("cleaner.npz")
_LOWEST, _HIGHEST = 130.0, 6_800.0
_MODEL_RATE = 16_000
_CEPSTRA, _LIFTER = 13, 22
_PRE_EMPHASIS = 0.97
_QUIETEST = 0.12  # the part of the frames that are taken for the line alone
_LOUD = 95  # the percentile of the frames' levels that is taken for the voice's


def cepstra_of(samples: Floats) -> bytes:
    """Return the features of telephone sound as the decoder takes them: 13 four-byte floats a frame."""
    bands = cleaned(bands_of(samples, SAMPLES_A_SECOND)[:, :HEARD_BANDS])
    return (bands @ _COSINES.T * _LIFT).astype("<f4").tobytes()


def bands_of(samples: Floats, rate: int) -> Floats:
    """Return the logarithms of the energies: one row a frame. At 8,000 a second the upper bands hold nothing of use."""
    width, step, size = round(0.025625 * rate), rate // FRAMES_A_SECOND, rate * 512 // _MODEL_RATE
    if len(samples) < width:
        samples = np.pad(samples, (0, width - len(samples)))
    frames = sliding_window_view(samples, width)[::step] * np.hamming(width)
    # Half as many samples have a quarter of the power.
    power = np.abs(np.fft.rfft(frames, size)) ** 2 * (_MODEL_RATE / rate) ** 2
    used = size // 2 + 1
    return np.asarray(np.log(np.maximum(power * _EMPHASIS[:used] @ _FILTERS[:, :used].T, 1e-5)))


def seen_by_network(heard: Floats) -> tuple[Floats, float]:
    """Return a row a frame, relative to the voice's level, and that level.

    A row has the frame, its neighbours, and the line without the voice.
    """
    levels = heard.mean(axis=1)
    level = float(np.percentile(levels, _LOUD))
    quietest = np.argsort(levels)[: max(3, int(len(levels) * _QUIETEST))]
    relative = heard - level
    padded = np.pad(relative, ((NEIGHBOURS, NEIGHBOURS), (0, 0)), mode="edge")
    context = [padded[place : place + len(heard)] for place in range(2 * NEIGHBOURS + 1)]
    line = np.broadcast_to(relative[quietest].mean(axis=0), relative.shape)
    return np.concatenate([*context, line], axis=1), level


def cleaned(heard: Floats) -> Floats:
    """Return all bands as they probably were, from those that the telephone let through."""
    network = _network()
    seen, level = seen_by_network(heard)
    first = np.maximum((seen - network["mean"]) / network["deviation"] @ network["w1"] + network["b1"], 0)
    second = np.maximum(first @ network["w2"] + network["b2"], 0)
    return np.asarray(second @ network["w3"] + network["b3"] + level)


@lru_cache(maxsize=1)
def _network() -> dict[str, Floats]:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return {name: kept[name].astype(np.float64) for name in kept.files}


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _filters() -> Floats:
    """Triangles of equal area, equally far apart by ear, with corners rounded to the spectrum's steps."""
    step = _MODEL_RATE / 512
    steps = np.arange(257) * step
    places = np.linspace(_mel(_LOWEST), _mel(_HIGHEST), BANDS + 2)
    corners = np.floor(700 * (10 ** (places / 2595) - 1) / step + 0.5) * step
    rows = []
    for left, middle, right in zip(corners, corners[1:], corners[2:], strict=False):
        slopes = np.minimum((steps - left) / (middle - left), (right - steps) / (right - middle))
        rows.append(np.maximum(slopes, 0) * 2 / (right - left))
    return np.array(rows)


def _cosines() -> Floats:
    table = np.cos(np.pi * np.outer(np.arange(_CEPSTRA), np.arange(BANDS) + 0.5) / BANDS) * np.sqrt(2 / BANDS)
    table[0] /= np.sqrt(2)
    return np.asarray(table)


_FILTERS = _filters()
_COSINES = _cosines()
_LIFT = 1 + _LIFTER / 2 * np.sin(np.arange(_CEPSTRA) * np.pi / _LIFTER)
_EMPHASIS = np.abs(1 - _PRE_EMPHASIS * np.exp(-2j * np.pi * np.arange(257) / 512)) ** 2
