"""A voice that runs here: SVOX Pico (Apache 2.0), American English and Castilian Spanish.

Prompts that are the same for everybody are rendered once and kept as files. Texts about a person are in no file or log.
"""

import hashlib
import logging
import os
import re
import tempfile
from pathlib import Path

from customer_connect.providers.speech import VoiceFailed
from customer_connect.providers.speech.workers import WorkerFailed, WorkerPool

logger = logging.getLogger(__name__)
# Part of the name of each kept prompt: change it when the same text would sound different.
VERSION = "pico-0.3.2-3"
_RETIRE_AFTER = 200
_SECONDS = 8.0
# A sentence of three minutes. Pico has no limit of its own.
_LONGEST = 3_000
# Pico reads tags; nobody's name holds any.
_NOT_SPOKEN = str.maketrans(dict.fromkeys("<>\\", " "))
_AND = {"en": " and ", "es": " y "}
# A word to everybody; Pico spells it, P I N.
_WORD_IN_CAPITALS = re.compile(r"\bPINs?\b")


class PicoVoice:
    """Speaks with Pico in processes of its own."""

    def __init__(self, *, folder: Path | None = None, workers: int = 2, seconds: float = _SECONDS) -> None:
        """Keep fixed prompts in the folder, if there is one."""
        self._folder = folder / VERSION if folder else None
        self._pool = WorkerPool(
            "customer_connect.providers.speech.pico_worker",
            count=workers,
            retire_after=_RETIRE_AFTER,
            seconds=seconds,
        )

    def pcm_of(self, text: str, language: str, *, keep: bool) -> bytes:
        """Return the text as PCM. Raises VoiceFailed."""
        path = self._path_of(text, language) if keep else None
        if path and (kept := _read(path)):
            return kept
        spoken = _as_read(text, language)
        if not spoken.strip():
            return b""
        try:
            _, pcm = self._pool.ask({"language": language, "text": spoken})
        except WorkerFailed as error:
            raise VoiceFailed(str(error)) from error
        if path and pcm:
            _write(path, pcm)
        return pcm

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def _path_of(self, text: str, language: str) -> Path | None:
        if not self._folder:
            return None
        return self._folder / language / f"{hashlib.sha256(text.encode()).hexdigest()}.pcm"


def _as_read(text: str, language: str) -> str:
    """Return the text with what Pico would misread written otherwise."""
    words = _WORD_IN_CAPITALS.sub(lambda found: found[0].lower(), text)
    return words.replace("&", _AND[language]).translate(_NOT_SPOKEN)[:_LONGEST]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _write(path: Path, pcm: bytes) -> None:
    """Keep a prompt, whole or not at all. A full disk costs time, not the call."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            try:
                part.write(pcm)
                part.close()
                os.replace(part.name, path)  # noqa: PTH105
            except OSError:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        logger.warning("A prompt could not be kept in %s: %s", path.parent, error.strerror)
