"""Where a caller's speech begins and ends."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
import webrtcvad
from numpy.typing import NDArray

FRAME_SECONDS = 0.02
_FRAME = 320  # bytes of 20 ms
_LEAST_LOUD = 12.0  # -69 dBFS
_OVER_FLOOR = 1.5
_FLOOR_RISES = 1.004  # a frame: doubles in 3.5 s

Samples = NDArray[np.float64]


@dataclass(frozen=True)
class SpeechBegan:
    """The caller has begun to speak: stop talking."""


@dataclass(frozen=True)
class Utterance:
    """What the caller said, from shortly before its first sound to shortly after its last."""

    pcm: bytes


class Listener:
    """Cuts a stream into utterances. One for each question; `reset` begins anew."""

    def __init__(
        self,
        *,
        aggressiveness: int = 3,
        begins_after: float = 0.10,
        ends_after: float = 0.70,
        pre_roll: float = 0.24,
        longest: float = 8.0,
    ) -> None:
        """All times in seconds; aggressiveness 0 to 3 is how sure the detector must be that it is speech."""
        self._aggressiveness = aggressiveness
        self._begins_after = _frames(begins_after)
        self._ends_after = _frames(ends_after)
        self._pre_roll = _frames(pre_roll)
        self._longest = _frames(longest)
        self._noise = np.random.default_rng(8000)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard so far."""
        self._detector = webrtcvad.Vad(self._aggressiveness)
        self._floor = math.inf
        self._unread = b""
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._before: deque[bytes] = deque(maxlen=self._pre_roll + self._begins_after)
        self._lately: deque[bool] = deque(maxlen=2 * self._begins_after)
        self._utterance: list[bytes] = []
        self._silent = 0

    @property
    def is_speaking(self) -> bool:
        """Tell whether the caller is in the middle of an utterance."""
        return bool(self._utterance)

    def feed(self, pcm: bytes) -> list[SpeechBegan | Utterance]:
        """Take in what came from the line, and return what happened in it."""
        self._unread += pcm
        whole = len(self._unread) // _FRAME * _FRAME
        frames, self._unread = self._unread[:whole], self._unread[whole:]
        happened = (self._take(frames[start : start + _FRAME]) for start in range(0, whole, _FRAME))
        return [event for event in happened if event]

    def _take(self, frame: bytes) -> SpeechBegan | Utterance | None:
        samples = np.frombuffer(frame, dtype="<i2").astype(np.float64)
        # The detector goes on for some frames after a click, and loses its measure on digital silence.
        is_speech = self._is_loud(samples) & self._detector.is_speech(self._with_noise_floor(samples), 8_000)
        if not self._utterance:
            self._before.append(frame)
            self._lately.append(is_speech)
            if sum(self._lately) < self._begins_after:
                return None
            self._utterance = list(self._before)
            self._silent = 0
            return SpeechBegan()
        self._utterance.append(frame)
        self._silent = 0 if is_speech else self._silent + 1
        if self._silent < self._ends_after and len(self._utterance) < self._longest:
            return None
        trailing = max(0, self._silent - self._pre_roll)
        said = b"".join(self._utterance[: len(self._utterance) - trailing])
        self._begin_anew()
        return Utterance(said)

    def _is_loud(self, samples: Samples) -> bool:
        """Tell whether a frame stands out from the quietest of late."""
        loudness = float(np.sqrt(np.mean(samples**2)))
        self._floor = max(_LEAST_LOUD, min(loudness, self._floor * _FLOOR_RISES))
        return loudness > _OVER_FLOOR * self._floor

    def _with_noise_floor(self, samples: Samples) -> bytes:
        noisy = samples + self._noise.integers(-4, 5, len(samples))
        return np.clip(noisy, -32_768, 32_767).astype("<i2").tobytes()


def _frames(seconds: float) -> int:
    return max(1, round(seconds / FRAME_SECONDS))
