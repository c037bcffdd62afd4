import numpy as np
import pytest

from customer_connect.phone.audio.tones import ToneDetector, pcm_of_keys
from tests.phone.audio.sounds import at_speed, fed, noise, sine, to_pcm, with_noise

KEYS = "0123456789*#ABCD1122"


def keys_in(pcm, **how):
    return "".join(fed(ToneDetector().feed, pcm, **how))


@pytest.mark.parametrize("tone", [0.04, 0.1, 0.5])
@pytest.mark.parametrize("level", [-3.0, -12.0, -42.0])
def test_every_key_is_heard_once(tone, level):
    assert keys_in(pcm_of_keys(KEYS, tone=tone, pause=0.04, level=level)) == KEYS


@pytest.mark.parametrize("size", [2, 34, 320, 5_000])
def test_pieces_may_be_of_any_length(size):
    assert keys_in(pcm_of_keys("2580#", tone=0.06), size=size) == "2580#"


def test_keys_are_heard_through_noise():
    assert keys_in(with_noise(pcm_of_keys(KEYS), 10)) == KEYS


@pytest.mark.parametrize("factor", [0.985, 1.015])
def test_a_telephone_may_be_off_by_one_and_a_half_percent(factor):
    assert keys_in(at_speed(pcm_of_keys(KEYS), factor)) == KEYS


@pytest.mark.parametrize("factor", [0.965, 1.035])
def test_what_is_off_by_three_and_a_half_percent_is_no_key(factor):
    assert keys_in(at_speed(pcm_of_keys(KEYS), factor)) == ""


@pytest.mark.parametrize(("row", "column"), [(0, -8), (-4, 0)])
def test_one_tone_may_be_louder(row, column):
    pairs = {"1": (697, 1209), "6": (770, 1477), "0": (941, 1336)}
    pause = np.zeros(800)
    tones = [sine(low, 0.1, row - 12) + sine(high, 0.1, column - 12) for low, high in pairs.values()]
    assert keys_in(to_pcm(np.concatenate([part for tone in tones for part in (tone, pause)]))) == "160"


@pytest.mark.parametrize("sound", [sine(770, 1, -6), sine(1477, 1, -6), sine(440, 1, -9) + sine(480, 1, -9)])
def test_a_single_tone_and_the_ringing_of_another_line_are_no_keys(sound):
    assert keys_in(to_pcm(sound)) == ""


def test_a_gap_of_ten_milliseconds_does_not_make_two_keys_of_one():
    held = pcm_of_keys("5", tone=0.1, pause=0)
    assert keys_in(held + bytes(160) + held) == "5"


def test_noise_is_no_key():
    assert keys_in(noise(10, 3_000)) == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_talks_in_keys(spoken, language):
    for factor in (0.8, 1.0, 1.3):
        assert keys_in(at_speed(spoken[language], factor)) == ""


def test_what_is_no_key_has_no_tone():
    with pytest.raises(ValueError, match="x"):
        pcm_of_keys("x")
