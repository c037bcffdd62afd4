"""Keys as tones in the sound itself (DTMF), for lines that do not send them as events.

Levels, twist and timing after ITU-T Q.23 and Q.24: two tones within 1.8% of their frequency, at least 40 ms long.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from customer_connect.providers.speech import SAMPLES_A_SECOND

_ROWS = np.array([697.0, 770.0, 852.0, 941.0])
_COLUMNS = np.array([1209.0, 1336.0, 1477.0, 1633.0])
_KEYS = ("123A", "456B", "789C", "*0#D")
_FRAME = 160  # 20 ms: what comes in at a time
_WINDOW = 2 * _FRAME  # looked at together, so that neighbouring tones are told apart


class ToneDetector:
    """Reports each key once, when it has lasted for two windows; a pause of one ends it."""

    def __init__(self) -> None:
        self._unread = b""
        self._window = np.zeros(_WINDOW)
        self._candidate = ""
        self._reported = ""

    def feed(self, pcm: bytes) -> str:
        """Take in what came from the line, and return the keys that were newly pressed in it."""
        raise NotImplementedError


def pcm_of_keys(keys: str, *, tone: float = 0.1, pause: float = 0.1, level: float = -12.0) -> bytes:
    """Return keys (0 to 9, *, #, A to D) as tones: seconds each, and the level of each of the two in dBFS."""
    times = np.arange(round(tone * SAMPLES_A_SECOND)) / SAMPLES_A_SECOND
    silence = np.zeros(round(pause * SAMPLES_A_SECOND))
    size = 32767 * 10 ** (level / 20)
    pieces: list[NDArray[np.float64]] = []
    for key in keys:
        row, column = _frequencies(key)
        waves = np.sin(2 * np.pi * row * times) + np.sin(2 * np.pi * column * times)
        pieces += [size * waves, silence]
    return np.concatenate([silence, *pieces]).astype("<i2").tobytes()


@lru_cache(maxsize=16)
def _frequencies(key: str) -> tuple[float, float]:
    """Return the row's and the column's. Raises ValueError for what is no key."""
    for row, columns in enumerate(_KEYS):
        if key in columns:
            return float(_ROWS[row]), float(_COLUMNS[columns.index(key)])
    raise ValueError(key)
