import os
import signal

import numpy as np
import pytest

from customer_connect.providers.speech import VoiceFailed
from customer_connect.providers.speech.pico import PicoVoice


@pytest.fixture
def voice(tmp_path):
    made = PicoVoice(folder=tmp_path, workers=1)
    yield made
    made.close()


def kept_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_fixed_prompts_are_kept_once_and_readable_by_nobody_else(voice, tmp_path):
    spoken = voice.pcm_of("Goodbye.", "en", keep=True)
    (path,) = kept_in(tmp_path)
    assert path.read_bytes() == spoken
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"\1\0" * 800)
    assert voice.pcm_of("Goodbye.", "en", keep=True) == b"\1\0" * 800


def test_what_is_about_a_person_is_never_on_disk(voice, tmp_path):
    assert voice.pcm_of("You owe two dollars.", "en", keep=False)
    assert kept_in(tmp_path) == []


def test_the_same_words_are_kept_for_each_language(voice, tmp_path):
    voice.pcm_of("no", "en", keep=True)
    voice.pcm_of("no", "es", keep=True)
    assert len(kept_in(tmp_path)) == 2


def test_a_disk_that_takes_nothing_costs_no_call(tmp_path):
    (tmp_path / "full").write_text("not a folder")
    voice = PicoVoice(folder=tmp_path / "full", workers=1)
    assert voice.pcm_of("Goodbye.", "en", keep=True)
    voice.close()


@pytest.mark.parametrize(
    "text", ["Smith & Sons", "<b>1 < 2</b>", "a\\b", "a" * 500, "¿Qué tal?", "日本", "..."]
)
def test_any_text_can_be_spoken(voice, text):
    assert isinstance(voice.pcm_of(text, "es", keep=False), bytes)


@pytest.mark.parametrize("text", ["", "  ", "<>"])
def test_nothing_makes_no_sound(voice, text):
    assert voice.pcm_of(text, "en", keep=True) == b""


def test_nothing_is_left_above_what_a_telephone_carries(voice):
    samples = np.frombuffer(voice.pcm_of("Six sisters say yes.", "en", keep=False), dtype="<i2")
    spectrum = np.abs(np.fft.rfft(samples)) ** 2
    above = spectrum[int(len(spectrum) * 3_900 / 4_000) :].sum()
    assert above < spectrum.sum() / 1_000


@pytest.mark.parametrize(
    ("language", "text"), [("en", "For payments, press one."), ("es", "Para pagos, marque uno.")]
)
def test_it_begins_and_ends_with_the_words_as_loud_as_people_speak(voice, language, text):
    samples = np.frombuffer(voice.pcm_of(text, language, keep=False), dtype="<i2").astype(float)
    heard = np.flatnonzero(np.abs(samples) > 100)
    assert heard[0] < 0.15 * 8_000
    assert len(samples) - heard[-1] < 0.15 * 8_000
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    spoken = frames[np.abs(frames).max(axis=1) > 100]
    assert -22 < 10 * np.log10((spoken**2).mean() / 32_768**2) < -18


def test_a_process_that_dies_is_replaced_and_the_text_spoken(voice):
    voice.pcm_of("One.", "en", keep=False)
    _kill(voice)
    assert voice.pcm_of("Two.", "en", keep=False)


def test_a_voice_that_is_too_slow_says_so_and_speaks_again_later(voice):
    voice.pcm_of("One.", "en", keep=False)
    os.kill(_pid(voice), signal.SIGSTOP)
    voice._pool._seconds = 0.05
    with pytest.raises(VoiceFailed):
        voice.pcm_of("Two.", "en", keep=False)
    voice._pool._seconds = 8.0
    assert voice.pcm_of("Three.", "en", keep=False)


def test_processes_are_retired_before_they_have_leaked_much(voice):
    voice._pool._retire_after = 2
    pids = set()
    for _ in range(6):
        voice.pcm_of("One.", "en", keep=False)
        pids.add(_pid(voice))
    assert len(pids) == 4


def test_closing_ends_the_processes(tmp_path):
    voice = PicoVoice(workers=1)
    voice.pcm_of("One.", "en", keep=False)
    pid = _pid(voice)
    voice.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def _pid(voice):
    """Tell which process is waiting."""
    (worker,) = voice._pool._free.queue
    return worker._process.pid


def _kill(voice):
    (worker,) = voice._pool._free.queue
    worker._process.kill()
    worker._process.wait()


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Your PIN is new."), ("es", "Los dos PIN no son iguales.")]
)
def test_a_pin_is_said_as_a_word_and_not_spelled(voice, language, text):
    # Spelled it lasts a tenth of a second longer or more; the same words differ by hundredths from time to time.
    as_word = voice.pcm_of(text.replace("PIN", "pin"), language, keep=False)
    longer = len(voice.pcm_of(text, language, keep=False)) - len(as_word)
    assert abs(longer) / 2 / 8_000 < 0.08
