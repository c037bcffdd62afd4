"""Text telephones (TTY): 45.45 baud, 1400 Hz for mark and 1800 Hz for space, the US variant of ITA2 (TIA-825)."""


def encode(text: str, *, level: float = -12.0) -> bytes:
    """Return text as a TTY sends it, between mark tones; what the code has no character for is left out or replaced."""
    raise NotImplementedError


class Decoder:
    """Reads what a TTY sends."""

    def __init__(self, *, unshifts_on_space: bool = False) -> None:
        """With `unshifts_on_space` a space also brings the letters back, as on some old machines."""
        self._unshifts_on_space = unshifts_on_space

    def feed(self, pcm: bytes) -> str:
        """Take in what came from the line, and return the characters that became complete in it."""
        raise NotImplementedError
