import pytest

from customer_connect.providers.speech.pico import PicoVoice


@pytest.fixture(scope="session")
def spoken():
    """Half a minute of somebody speaking English, and as much Spanish."""
    voice = PicoVoice(workers=1)
    english = (
        "Hello, I would like to know when my payment comes. My number is zero one two three four five. " * 4
    )
    spanish = (
        "Buenos días, quisiera saber cuándo llega mi pago. Mi número es cero uno dos tres cuatro cinco. " * 4
    )
    yield {
        language: voice.pcm_of(text, language, keep=False)
        for language, text in (("en", english), ("es", spanish))
    }
    voice.close()
