import subprocess

import numpy as np
import pytest

from customer_connect.phone.audio.baudot import Decoder, encode
from tests.phone.audio.sounds import at_speed, fed, noise, silence, with_noise

TEXT = 'YOUR BALANCE IS $1,234.56 AS OF 03/14. CALL 866-901-3212 (24 HOURS): "YES" OR NO? GA'


def text_in(pcm, *, size=320, unshifts_on_space=False):
    return "".join(fed(Decoder(unshifts_on_space=unshifts_on_space).feed, pcm, size=size))


@pytest.mark.parametrize("size", [2, 34, 320, 100_000])
def test_what_is_sent_is_read_in_pieces_of_any_length(size):
    assert text_in(encode(TEXT[:20]), size=size) == TEXT[:20]


@pytest.mark.parametrize("unshifts_on_space", [False, True])
@pytest.mark.parametrize("stop_bits", [1.5, 2.0])
def test_every_machine_reads_what_we_send(stop_bits, unshifts_on_space):
    assert text_in(encode(TEXT, stop_bits=stop_bits), unshifts_on_space=unshifts_on_space) == TEXT


@pytest.mark.parametrize("level", [-1.0, -12.0, -40.0])
def test_noise_as_loud_as_the_text_spoils_no_character(level):
    for seed in range(4):
        assert text_in(with_noise(encode(TEXT, level=level), 0, seed=seed)) == TEXT


@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_machines_may_be_fast_or_slow_by_a_percent(factor):
    assert text_in(at_speed(encode(TEXT), factor)) == TEXT


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Su próximo pago, señora: ¿cuándo?", "SU PROXIMO PAGO, SENORA: CUANDO?"),
        ("A & B", "A  AND  B"),
        ("one\ntwo", "ONE\r\nTWO"),
        ("“quoted” – it’s", '"QUOTED" - IT\'S'),
        ("日本", ""),
    ],
)
def test_what_the_code_has_no_sign_for_is_written_otherwise(written, read):
    assert text_in(encode(written)) == read


def test_nothing_is_read_out_of_silence_noise_or_speech(spoken):
    assert text_in(silence(2) + noise(20, 3_000) + spoken["en"] + spoken["es"]) == ""


def test_a_machine_that_joins_after_noise_and_speech_is_read(spoken):
    assert text_in(spoken["en"][:32_000] + noise(1, 500) + encode("HELLO GA")) == "HELLO GA"


# ---- the peer: Debian's minimodem, which goes back to letters at a space


def test_minimodem_reads_what_we_send(tmp_path):
    wav = tmp_path / "sent.wav"
    _write_wav(wav, with_noise(encode(TEXT), 6))
    read = subprocess.run(["minimodem", "--rx", "tdd", "-q", "-f", wav], capture_output=True, check=True)
    assert read.stdout.decode().strip() == TEXT


def test_we_read_what_minimodem_sends(tmp_path):
    wav = tmp_path / "sent.wav"
    command = ["minimodem", "--tx", "tdd", "-R", "8000", "-f", wav]
    subprocess.run(command, input=TEXT.encode(), check=True)
    sent = wav.read_bytes()[44:]
    assert text_in(with_noise(sent, 3), unshifts_on_space=True) == TEXT


def _write_wav(path, pcm):
    import wave

    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(np.frombuffer(pcm, dtype="<i2").tobytes())
