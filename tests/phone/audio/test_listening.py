import numpy as np
import pytest

from customer_connect.phone.audio.listening import Listener, SpeechBegan, Utterance
from tests.phone.audio.sounds import fed, noise, silence, to_pcm, with_noise

SECOND = 16_000


def events_in(pcm, *, size=320, **how):
    return [event for events in fed(Listener(**how).feed, pcm, size=size) for event in events]


@pytest.fixture(scope="module")
def sentence(spoken):
    """Two seconds without a pause, from the first sound on."""
    samples = np.frombuffer(spoken["en"], dtype="<i2")
    # After "Hello," and its pause.
    start = SECOND // 2 + int(np.flatnonzero(np.abs(samples[SECOND // 2 :]) > 1_000)[0])
    return samples[start : start + SECOND].tobytes()


@pytest.mark.parametrize("size", [100, 320, 1_000])
def test_speech_is_told_when_it_begins_and_handed_over_when_it_has_ended(sentence, size):
    began, said = events_in(silence(1) + sentence + silence(2), size=size)
    assert began == SpeechBegan()
    assert isinstance(said, Utterance)
    assert sentence[: SECOND // 4] in said.pcm  # the first sound is not cut off
    assert (
        len(sentence) - SECOND // 4 <= len(said.pcm) <= len(sentence) + SECOND
    )  # and little silence is left


def test_the_beginning_is_told_soon(sentence):
    listener = Listener()
    told = [bool(events) for events in fed(listener.feed, silence(1) + sentence)]
    assert 50 < told.index(True) < 50 + 15  # frames of 20 ms
    assert listener.is_speaking


def test_each_utterance_is_handed_over(sentence):
    events = events_in((silence(1) + sentence + silence(1)) * 2)
    assert [type(event) for event in events] == [SpeechBegan, Utterance] * 2


def test_a_short_pause_does_not_end_it(sentence):
    half = len(sentence) // 4 * 2
    events = events_in(silence(1) + sentence[:half] + silence(0.4) + sentence[half:] + silence(1))
    assert len(events) == 2


def test_silence_and_steady_noise_are_no_speech():
    for line in (silence(5), noise(5, 10), noise(5, 100), noise(5, 600)):
        assert events_in(line) == []


def test_a_click_is_no_speech():
    click = to_pcm(np.array([20_000.0] * 40 + [-20_000.0] * 40))
    assert events_in(silence(1) + click + silence(2)) == []


def test_whoever_speaks_on_is_interrupted(spoken):
    events = events_in(spoken["en"], longest=3.0)
    assert all(len(event.pcm) <= 3 * SECOND for event in events if isinstance(event, Utterance))
    assert sum(isinstance(event, Utterance) for event in events) >= 3


def test_speech_is_heard_through_noise(sentence):
    began, said = events_in(with_noise(silence(1) + sentence + silence(2), 15))
    assert (began, type(said)) == (SpeechBegan(), Utterance)


def test_what_was_heard_can_be_forgotten(sentence):
    listener = Listener()
    listener.feed(silence(1) + sentence)
    listener.reset()
    assert not listener.is_speaking
    assert listener.feed(silence(2)) == []
