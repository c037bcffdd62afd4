import numpy as np
import pytest

from customer_connect.phone.audio.listening import Listener, Utterance
from customer_connect.providers.speech.memory import MemoryRecogniser, MemoryVoice, text_in


@pytest.mark.parametrize("text", ["pin change", "Información del caso", "", "x" * 500])
@pytest.mark.parametrize("gain", [0.5, 1.0, 1.3])
def test_the_text_survives_the_telephone(text, gain):
    samples = np.frombuffer(MemoryVoice().pcm_of(text, "en", keep=False), dtype="<i2") * gain
    noisy = samples + np.random.default_rng(0).normal(0, 8, len(samples))
    scaled = np.clip(noisy / 32_768, -1, 1)  # G.711, mu-law
    steps = np.rint(np.sign(scaled) * np.log1p(255 * np.abs(scaled)) / np.log(256) * 127) / 127
    heard = np.sign(steps) * np.expm1(np.abs(steps) * np.log(256)) / 255 * 32_768
    assert text_in(np.clip(heard, -32_768, 32_767).astype("<i2").tobytes()) == text


def test_a_listener_takes_it_for_speech():
    said = MemoryVoice().pcm_of("yes", "en", keep=False)
    listener = Listener()
    line = bytes(16_000) + said + bytes(32_000)
    events = [
        event for start in range(0, len(line), 320) for event in listener.feed(line[start : start + 320])
    ]
    (utterance,) = (event for event in events if isinstance(event, Utterance))
    assert MemoryRecogniser().recognise(utterance.pcm, "en", phrases=("yes", "no")).text == "yes"
