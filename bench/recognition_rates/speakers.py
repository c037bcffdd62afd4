"""Callers, synthesized: every speech synthesizer of Debian that is installed, and Pico's other accents.

The thresholds were chosen on Pico's own two voices (`is_tuning`); all others are held out.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

Say = Callable[[str, Path], None]  # text, the WAV file to write


@dataclass(frozen=True)
class Speaker:
    """One caller."""

    name: str
    language: str
    say: Say
    is_tuning: bool = False
    effects: tuple[str, ...] = ()  # of sox

    def pcm_of(self, text: str) -> bytes:
        """Speak, at 8 kHz."""
        with tempfile.TemporaryDirectory() as folder:
            wav = Path(folder) / "said.wav"
            self.say(text, wav)
            raw = ["-t", "raw", "-r", "8000", "-c", "1", "-b", "16", "-e", "signed", "-"]
            made = subprocess.run(
                ["sox", "-V1", "-v", "0.5", str(wav), *raw, *self.effects, "norm", "-6"],
                capture_output=True,
                check=True,
            )
            return made.stdout


def _pico(voice: str, respelled: Callable[[str], str], text: str, wav: Path) -> None:
    import wave

    import ttspico

    with wave.open(str(wav), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(ttspico.TtsEngine(voice).speak(respelled(text)))


def _flite(voice: str, text: str, wav: Path) -> None:
    subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(wav)], check=True, capture_output=True)


def _festival(voice: str, text: str, wav: Path) -> None:
    command = ["text2wave", "-eval", f"({voice})", "-o", str(wav)]
    subprocess.run(command, input=text.encode(), check=True, capture_output=True)


def _espeak(voice: str, text: str, wav: Path) -> None:
    subprocess.run(["espeak-ng", "-v", voice, "-s", "140", "-w", str(wav), text], check=True)


def _piper(text: str, wav: Path) -> None:
    """Speak with the command that PIPER names, which reads text and writes a WAV: a neural voice, if there is one."""
    command = [*os.environ["PIPER"].split(), "-f", str(wav)]
    subprocess.run(command, input=text.encode(), check=True, capture_output=True)


def _italian(text: str) -> str:
    """Respell Spanish so that an Italian reads it: a caller with an accent."""
    for spanish, italian in [
        ("ch", "ci"), ("que", "che"), ("qui", "chi"), ("gue", "ghe"), ("gui", "ghi"), ("ce", "se"), ("cé", "sé"),
        ("ci", "si"), ("z", "s"), ("ñ", "gn"), ("ll", "i"), ("v", "b"), ("h", ""), ("y", "i"), ("ciio", "cio"),
    ]:  # fmt: skip
        text = text.replace(spanish, italian)
    return text


def _as_it_is(text: str) -> str:
    return text


def speakers() -> list[Speaker]:
    """Return all who can speak on this machine."""
    higher, lower, faster = ("pitch", "250"), ("pitch", "-200"), ("tempo", "-s", "1.2")
    american, castilian = partial(_pico, "en-US", _as_it_is), partial(_pico, "es-ES", _as_it_is)
    found = [
        Speaker("pico-us", "en", american, is_tuning=True),
        Speaker("pico-es", "es", castilian, is_tuning=True),
        Speaker("pico-gb", "en", partial(_pico, "en-GB", _as_it_is)),
        Speaker("pico-it", "es", partial(_pico, "it-IT", _italian)),
        Speaker("pico-us-higher", "en", american, effects=higher),
        Speaker("pico-us-lower-faster", "en", american, effects=(*lower, *faster)),
        Speaker("pico-es-higher", "es", castilian, effects=higher),
        Speaker("pico-es-lower-faster", "es", castilian, effects=(*lower, *faster)),
    ]
    if shutil.which("flite"):
        found += [
            Speaker(f"flite-{voice}", "en", partial(_flite, voice))
            for voice in ("awb", "rms", "slt", "kal16")
        ]
    if shutil.which("text2wave"):
        for name in ("ked_diphone", "cmu_us_slt_arctic_hts"):
            if any(Path("/usr/share/festival/voices").glob(f"*/{name}")):
                found.append(Speaker(f"festival-{name}", "en", partial(_festival, f"voice_{name}")))
    if os.environ.get("PIPER"):
        found.append(Speaker("piper", "en", _piper))
    if shutil.which("espeak-ng"):
        found += [
            Speaker(f"espeak-{voice}", "es", partial(_espeak, voice))
            for voice in ("es-419", "es-419+f2", "es-419+m3", "es+f4", "es+klatt3")
        ]
        found.append(Speaker("espeak-en-us+f2", "en", partial(_espeak, "en-us+f2")))
    return found
