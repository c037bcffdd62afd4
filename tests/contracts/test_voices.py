"""Every voice does the same: whoever is added joins VOICES."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from customer_connect.providers.speech import configured
from customer_connect.providers.speech.memory import MemoryVoice
from customer_connect.providers.speech.pico import PicoVoice

VOICES = [MemoryVoice, PicoVoice]
TEXTS = [("Please enter your PIN.", "en"), ("Marque su PIN, por favor.", "es")]


@pytest.fixture(scope="module", params=VOICES, ids=lambda voice: voice.__name__)
def voice(request, tmp_path_factory):
    made = request.param(folder=tmp_path_factory.mktemp("prompts"), workers=2)
    yield made
    made.close()


@pytest.mark.parametrize(("text", "language"), TEXTS)
@pytest.mark.parametrize("keep", [True, False])
def test_a_text_becomes_sound(voice, text, language, keep):
    samples = np.frombuffer(voice.pcm_of(text, language, keep=keep), dtype="<i2")
    assert 0.2 < len(samples) / 8_000 < 10
    assert 1_000 < np.abs(samples).max() < 32_000  # to be heard, and not clipped


def test_a_prompt_that_is_kept_stays_the_same(voice):
    assert len({voice.pcm_of("Main menu.", "en", keep=True) for _ in range(3)}) == 1


def test_several_threads_may_speak_at_once(voice):
    wanted = [len(voice.pcm_of(text, language, keep=False)) for text, language in TEXTS]
    with ThreadPoolExecutor(4) as threads:
        spoken = list(threads.map(lambda said: len(voice.pcm_of(*said, keep=False)), TEXTS * 4))
    assert spoken == [pytest.approx(length, rel=0.1) for length in wanted * 4]


@pytest.mark.parametrize("voice_class", VOICES)
def test_settings_name_the_voice(settings, tmp_path, voice_class):
    settings.VOICE = f"{voice_class.__module__}.{voice_class.__qualname__}"
    settings.PROMPTS_FOLDER = tmp_path
    configured.voice.cache_clear()
    try:
        assert isinstance(configured.voice(), voice_class)
        assert configured.voice() is configured.voice()
        configured.voice().close()
    finally:
        configured.voice.cache_clear()
