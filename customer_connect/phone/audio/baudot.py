"""Text telephones (TTY) on the line, after TIA-825-A: 45.45 baud, 1400 Hz for mark, 1800 Hz for space.

A character is a start bit (space), five bits, and a stop of one and a half or two (mark). A tone stays on for a moment
after the last character, and none is sent when nobody types.
"""

import numpy as np
from numpy.typing import NDArray

from customer_connect.phone.audio.baudot_codes import Reader, codes_of
from customer_connect.providers.speech import SAMPLES_A_SECOND

MARK, SPACE = 1400, 1800
_BIT = 176  # samples: 22 ms
_DATA_BITS = 5
_LEAD, _HOLD = 0.15, 0.30  # seconds of mark before and after

_HOP = 8  # samples: the line is judged once a millisecond
_BIT_HOPS = _BIT // _HOP
_PERIOD = 40  # samples, after which both tones are where they were
_QUIETEST = 30.0**2 / 2  # power of a tone that is still looked at
_PART_OF_ALL = 0.15  # of the power that must be in the two tones; noise as loud as they are leaves a half

Pieces = NDArray[np.float64]


def encode(text: str, *, stop_bits: float = 2.0, level: float = -12.0) -> bytes:
    """Return text as a TTY sends it, as PCM; the level is in dBFS. What it has no sign for is written otherwise."""
    if not (codes := codes_of(text)):
        return b""
    tones: list[tuple[int, int]] = [(MARK, round(_LEAD * SAMPLES_A_SECOND))]
    for code in codes:
        tones.append((SPACE, _BIT))
        tones += [(MARK if code >> bit & 1 else SPACE, _BIT) for bit in range(_DATA_BITS)]
        tones.append((MARK, round(stop_bits * _BIT)))
    tones.append((MARK, round(_HOLD * SAMPLES_A_SECOND)))
    frequencies = np.repeat([float(tone) for tone, _ in tones], [count for _, count in tones])
    phases = 2 * np.pi * np.cumsum(frequencies) / SAMPLES_A_SECOND
    return (32767 * 10 ** (level / 20) * np.sin(phases)).astype("<i2").tobytes()


class Decoder:
    """Reads what a TTY sends, at any level and down to noise as loud as its tones."""

    def __init__(self, *, unshifts_on_space: bool = False) -> None:
        """With `unshifts_on_space` a space brings the letters back, as some machines expect."""
        self._reader = Reader(unshifts_on_space=unshifts_on_space)
        self._unread: Pieces = np.zeros(0)
        self._place = 0  # of the next sample within the period of the tones
        self._sums: NDArray[np.complex128] = np.zeros((2, _BIT_HOPS - 1), dtype=np.complex128)
        self._powers: Pieces = np.zeros(_BIT_HOPS - 1)
        self._since_mark = _BIT_HOPS  # hops since the line was surely at mark
        self._since_edge = -1  # hops; -1 between characters
        self._bits: list[bool] = []

    def feed(self, pcm: bytes) -> str:
        """Take in what came from the line (whole samples), and return the characters that it completes."""
        marks, carriers = self._judged(np.frombuffer(pcm, dtype="<i2").astype(np.float64))
        return "".join(map(self._take, marks.tolist(), carriers.tolist()))

    def _judged(self, samples: Pieces) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return for each hop whether it ends a bit's time of mark rather than space, and of a tone at all."""
        samples = np.concatenate([self._unread, samples])
        count = len(samples) // _HOP
        samples, self._unread = samples[: count * _HOP], samples[count * _HOP :]
        if not count:
            return np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_)
        places = (self._place + np.arange(len(samples))) % _PERIOD
        self._place = (self._place + len(samples)) % _PERIOD
        mixed = (samples * _WAVES[:, places]).reshape(2, count, _HOP).sum(axis=2)
        self._sums = np.concatenate([self._sums, mixed], axis=1)
        self._powers = np.concatenate([self._powers, (samples**2).reshape(count, _HOP).sum(axis=1)])
        bits = np.lib.stride_tricks.sliding_window_view(self._sums, _BIT_HOPS, axis=1).sum(axis=2)
        power = np.lib.stride_tricks.sliding_window_view(self._powers, _BIT_HOPS).sum(axis=1) / _BIT
        self._sums, self._powers = self._sums[:, -(_BIT_HOPS - 1) :], self._powers[-(_BIT_HOPS - 1) :]
        mark, space = np.abs(bits) ** 2 * 2 / _BIT**2
        return mark > space, (mark + space > _QUIETEST) & (mark + space > _PART_OF_ALL * power)

    def _take(self, is_mark: bool, is_tone: bool) -> str:
        """Take in one hop, and return the character that it completes."""
        if self._since_edge < 0:
            if is_mark:
                self._since_mark = 0 if is_tone else self._since_mark + 1
            elif self._since_mark < _BIT_HOPS:  # halfway between the tones neither is strong
                self._since_edge, self._bits = 0, []
            return ""
        self._since_edge += 1
        if self._since_edge % _BIT_HOPS != _BIT_HOPS // 2:
            return ""
        if not is_tone or (not self._bits and is_mark):
            return self._begin_anew(is_mark=is_mark)  # no start bit, or no TTY
        self._bits.append(is_mark)
        if len(self._bits) < _DATA_BITS + 2:
            return ""
        _, *data, is_stop = self._bits
        self._begin_anew(is_mark=is_mark)
        return self._reader.read(sum(bit << place for place, bit in enumerate(data))) if is_stop else ""

    def _begin_anew(self, *, is_mark: bool) -> str:
        self._since_edge, self._since_mark = -1, 0 if is_mark else _BIT_HOPS
        return ""


_WAVES = np.exp(-2j * np.pi * np.outer([MARK, SPACE], np.arange(_PERIOD)) / SAMPLES_A_SECOND)
