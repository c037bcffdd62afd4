"""Every recogniser does the same: whoever is added joins RECOGNISERS, with the voice that speaks to it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from customer_connect.providers.speech import ACCEPT_FROM, CONFIRM_FROM, NOTHING, configured
from customer_connect.providers.speech.memory import MemoryRecogniser, MemoryVoice
from customer_connect.providers.speech.pico import PicoVoice
from customer_connect.providers.speech.sphinx import SphinxRecogniser
from customer_connect.providers.speech.whisper import WhisperRecogniser

RECOGNISERS = [
    (MemoryRecogniser, MemoryVoice),
    (SphinxRecogniser, PicoVoice),
    (WhisperRecogniser, MemoryVoice),  # with a stand-in for faster-whisper
]
STANDINS = Path(__file__).parents[1] / "providers" / "speech" / "standins"
ENGLISH = ("payments", "pin change", "case information", "balances", "agent", "main menu", "español")
SPANISH = (
    "pagos",
    "cambio de pin",
    "información de mi caso",
    "saldos",
    "agente",
    "menú principal",
    "english",
)


@pytest.fixture(scope="module", params=RECOGNISERS, ids=lambda pair: pair[0].__name__)
def made(request, tmp_path_factory):
    folder = None
    with pytest.MonkeyPatch.context() as patch:
        if request.param[0] is WhisperRecogniser:
            folder = tmp_path_factory.mktemp("model")
            (folder / "model.bin").touch()
            patch.setenv("PYTHONPATH", str(STANDINS))
        recogniser, voice = request.param[0](folder=folder, workers=1), request.param[1](workers=1)
        yield recogniser, voice
        recogniser.close()
        voice.close()


@pytest.fixture(scope="module")
def recogniser(made):
    return made[0]


@pytest.fixture(scope="module")
def say(made):
    """Speak with a moment of silence on both sides."""
    return lambda text, language: bytes(3_200) + made[1].pcm_of(text, language, keep=False) + bytes(3_200)


@pytest.mark.parametrize(
    ("said", "language", "phrases"),
    [
        ("payments", "en", ENGLISH),
        ("case information", "en", ENGLISH),
        ("main menu", "en", ENGLISH),
        ("pagos", "es", SPANISH),
        ("información de mi caso", "es", SPANISH),
        ("menú principal", "es", SPANISH),
    ],
)
def test_a_phrase_is_understood_as_it_was_given(recogniser, say, said, language, phrases):
    heard = recogniser.recognise(say(said, language), language, phrases=phrases)
    assert heard.text == said
    assert CONFIRM_FROM < heard.confidence <= 1


@pytest.mark.parametrize(
    ("said", "number"), [("one two three four", "1234"), ("nine four six zero two seven", "946027")]
)
def test_digits_are_understood_one_by_one(recogniser, say, said, number):
    spoken = said if isinstance(recogniser, SphinxRecogniser) else number
    heard = recogniser.recognise(say(spoken, "en"), "en", phrases=("agent",), digits=(4, 10))
    assert heard.text == number


@pytest.mark.parametrize(
    ("said", "language", "phrases"),
    [
        ("my sister is calling from the parking lot", "en", ENGLISH),
        ("the television is too loud", "en", ENGLISH),
        ("dónde está el parque de los niños", "es", SPANISH),
    ],
)
def test_strangers_words_are_not_taken_for_an_answer(recogniser, say, said, language, phrases):
    heard = recogniser.recognise(say(said, language), language, phrases=phrases)
    assert heard == NOTHING or heard.confidence < ACCEPT_FROM


@pytest.mark.parametrize("pcm", [b"", b"\0", bytes(800), bytes(32_000)])
def test_silence_is_nothing(recogniser, pcm):
    heard = recogniser.recognise(pcm, "en", phrases=ENGLISH, digits=(4, 6))
    assert heard == NOTHING or heard.confidence < CONFIRM_FROM


def test_where_nothing_can_be_answered_nothing_is_understood(recogniser, say):
    assert recogniser.recognise(say("payments", "en"), "en", phrases=()) == NOTHING


def test_several_threads_may_listen_at_once(recogniser, say):
    sounds = [say(said, "en") for said in ("payments", "agent")]
    with ThreadPoolExecutor(4) as threads:
        heard = list(
            threads.map(lambda pcm: recogniser.recognise(pcm, "en", phrases=ENGLISH).text, sounds * 2)
        )
    assert heard == ["payments", "agent"] * 2


@pytest.mark.parametrize("recogniser_class", [recogniser for recogniser, _ in RECOGNISERS])
def test_settings_name_the_recogniser(settings, tmp_path, recogniser_class):
    settings.RECOGNISER_FOLDER = tmp_path if recogniser_class is WhisperRecogniser else None
    settings.RECOGNISER = f"{recogniser_class.__module__}.{recogniser_class.__qualname__}"
    configured.recogniser.cache_clear()
    try:
        assert isinstance(configured.recogniser(), recogniser_class)
        configured.recogniser().close()
    finally:
        configured.recogniser.cache_clear()
