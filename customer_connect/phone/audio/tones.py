"""Keys as tones in the sound itself (DTMF), for lines that do not send them as events.

Frequencies after ITU-T Q.23; what passes for a key after Q.24 and what callers' voices do that sound like one.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from customer_connect.providers.speech import SAMPLES_A_SECOND

_ROWS = (697.0, 770.0, 852.0, 941.0)
_COLUMNS = (1209.0, 1336.0, 1477.0, 1633.0)
_KEYS = ("123A", "456B", "789C", "*0#D")
_STEP = 80  # 10 ms: how often is looked
_WINDOW = 240  # 30 ms looked at: enough to tell neighbouring tones apart
_QUIETEST = 90.0  # of each tone, in steps of the samples: -51 dBFS
_LOUDER_ROW, _LOUDER_COLUMN = 10 ** (9 / 10), 10 ** (6 / 10)  # the power by which either may lead (twist)
_PART_OF_ALL = 0.80  # of the power that must be in the two tones
_OVER_OTHERS = 8.0  # the power of each tone over any other of its group
# The power of a column's tone over its second harmonic: voices have one. (That of a row lies among the columns.)
_OVER_HARMONICS = 12.0
_LEAST_LOOKS = 2  # in a row before a key counts: with the window, 40 ms of tone
_LOOKS_WITHOUT = 2  # in a row before the key is over


class ToneDetector:
    """Reports each key once, however long it is held."""

    def __init__(self) -> None:
        self._unread = np.zeros(0)
        self._candidate = ""
        self._looks = 0
        self._held = ""
        self._looks_without = 0

    def feed(self, pcm: bytes) -> str:
        """Take in what came from the line (whole samples), and return the keys that were newly pressed in it."""
        self._unread = np.concatenate([self._unread, np.frombuffer(pcm, dtype="<i2").astype(np.float64)])
        count = (len(self._unread) - _WINDOW) // _STEP + 1
        if count <= 0:
            return ""
        if np.abs(self._unread).max() < _QUIETEST:
            seen = [""] * count  # nobody speaks or presses: most of a call
        else:
            windows = np.lib.stride_tricks.sliding_window_view(self._unread, _WINDOW)[::_STEP]
            seen = _keys_in(windows)
        self._unread = self._unread[count * _STEP :]
        return "".join(filter(None, map(self._take, seen)))

    def _take(self, key: str) -> str:
        """Take in one look, and return the key that it makes certain."""
        self._looks = self._looks + 1 if key == self._candidate else 1
        self._candidate = key
        if self._held and key != self._held:
            self._looks_without += 1
            if self._looks_without < _LOOKS_WITHOUT:
                return ""
            self._held = ""
        self._looks_without = 0
        if not key or key == self._held or self._looks < _LEAST_LOOKS:
            return ""
        self._held = key
        return key


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
    return bytes(np.clip(np.concatenate([silence, *pieces]), -32768, 32767).astype("<i2"))


@lru_cache(maxsize=16)
def _frequencies(key: str) -> tuple[float, float]:
    """Return the row's and the column's. Raises ValueError for what is no key."""
    for row, columns in zip(_ROWS, _KEYS, strict=True):
        if key in columns:
            return row, _COLUMNS[columns.index(key)]
    raise ValueError(key)


def _keys_in(windows: NDArray[np.float64]) -> list[str]:
    """Return the key that is held in each window, or ""."""
    # What Goertzel's filters compute one after the other, for all windows and frequencies at once.
    found = windows @ _PROBES
    powers = (found[:, :_TONES] ** 2 + found[:, _TONES:] ** 2) * _SCALE  # of a sine of that frequency
    tones = powers.reshape(len(windows), len(_OFF), 12).max(axis=1)
    rows, columns = tones[:, :4], tones[:, 4:8]
    row, column = rows.argmax(axis=1), columns.argmax(axis=1)
    here = np.arange(len(windows))
    low, high = rows[here, row], columns[here, column]
    others_low = np.partition(rows, -2, axis=1)[:, -2]
    others_high = np.partition(columns, -2, axis=1)[:, -2]
    power = np.mean(windows**2, axis=1)
    is_key = (
        (np.minimum(low, high) > _QUIETEST**2 / 2)
        & (low < high * _LOUDER_ROW)
        & (high < low * _LOUDER_COLUMN)
        & (low + high > _PART_OF_ALL * power)
        & (low > others_low * _OVER_OTHERS)
        & (high > others_high * _OVER_OTHERS)
        & (high > tones[here, 8 + column] * _OVER_HARMONICS)
    )
    return [_KEYS[r][c] if found else "" for r, c, found in zip(row, column, is_key, strict=True)]


def _probes() -> NDArray[np.float64]:
    """Return the eight tones and the columns' second harmonics, as cosines and sines, each also a little off.

    They are shaped so that neighbours do not leak into each other.
    """
    angles = 2 * np.pi * np.arange(_WINDOW)[:, None] / SAMPLES_A_SECOND
    tones = np.array([*_ROWS, *_COLUMNS, *(2 * tone for tone in _COLUMNS)])
    frequencies = np.concatenate([tones * factor for factor in _OFF])
    waves = np.hstack([np.cos(angles * frequencies), np.sin(angles * frequencies)])
    return np.asarray(np.hamming(_WINDOW)[:, None] * waves)


_OFF = (0.988, 1.0, 1.012)  # telephones may be off by 1.5%
_TONES = 12 * len(_OFF)
_SCALE = 2 / np.hamming(_WINDOW).sum() ** 2
_PROBES = _probes()
