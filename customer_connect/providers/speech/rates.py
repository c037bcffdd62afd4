"""From 16,000 samples a second to the telephone's 8,000; PCM to numbers and back."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

_TAPS = 79
# The telephone's band ends at 3,400 Hz; half of the samples can carry 4,000.
_CUT_OFF = 3_650 / 16_000


def _low_pass() -> Samples:
    places = np.arange(_TAPS) - (_TAPS - 1) / 2
    taps = 2 * _CUT_OFF * np.sinc(2 * _CUT_OFF * places) * np.hamming(_TAPS)
    return np.asarray(taps / taps.sum())


_FILTER = _low_pass()


def halved(samples: Samples) -> Samples:
    """Return every second sample of what the telephone can carry."""
    return np.convolve(samples, _FILTER, mode="same")[::2] if len(samples) else samples


def samples_of(pcm: bytes) -> Samples:
    """Read PCM; half a sample at the end is dropped."""
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float64)


def pcm_of(samples: Samples) -> bytes:
    """Write PCM, loud samples clipped."""
    return np.clip(np.rint(samples), -32_768, 32_767).astype("<i2").tobytes()
