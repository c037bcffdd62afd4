"""/demo/phone: the phone line without a phone, for this machine alone."""

import io
import wave

import pytest
from django.test import Client

from customer_connect.domain.calls.models import Call
from customer_connect.phone.demo import views
from customer_connect.providers.speech import VoiceFailed
from tests.domain.identity.people import PIN
from tests.factories import Family

pytestmark = pytest.mark.django_db
PAGE = "/demo/phone"


def page_of(client: Client, **answer: str) -> str:
    return client.post(PAGE, answer, follow=True).content.decode()


def test_it_says_that_it_is_the_demo_and_names_the_sip_address(client):
    page = client.get(PAGE).content.decode()
    assert "Demo only: try the phone line" in page
    assert "sip:connect@127.0.0.1:5060" in page


def test_a_whole_call_is_held_without_scripts(client, family: Family):
    assert "For English, press one or say English." in page_of(client, do="call")
    page_of(client, key="1")
    assert "Enter your Participant ID" in page_of(client, words="yes")
    for digit in family.ben.number[:-1]:
        page_of(client, key=digit)
    assert "9 digits typed" in client.get(PAGE).content.decode()
    assert "Enter your PIN, then press pound." in page_of(client, key=family.ben.number[-1])
    for digit in PIN:
        page_of(client, key=digit)
    page = page_of(client, key="#")
    assert "You are signed in." in page
    assert PIN not in page
    assert "••••••" in page
    assert "four hundred fifty dollars" in page_of(client, words="payments") + page_of(client, key="3")
    assert "The call is over." in page_of(client, words="goodbye")
    assert Call.objects.get().outcome == "dialogue"


def test_star_forgets_the_digits_and_repeats_when_there_are_none(client):
    page_of(client, do="call")
    page_of(client, key="1")
    page_of(client, key="1")
    page_of(client, key="5")
    assert "1 digit typed" in client.get(PAGE).content.decode()
    assert "digit typed" not in page_of(client, key="*")
    page_of(client, key="*")
    assert Call.objects.get().path[-1] == "identifier=repeat"


def test_a_tty_call_shows_figures_and_takes_typed_words(client):
    assert "For English, type 1." in page_of(client, do="call_tty")
    page = page_of(client, words="english")
    assert "Type 1 or yes, 2 or no." in page
    assert "<audio" not in page
    assert Call.objects.get().channel == "tty"


def test_silence_a_failed_transfer_and_hanging_up_can_be_played(client, in_business_hours):
    page_of(client, do="call")
    page_of(client, key="1")
    assert "I did not hear you." in page_of(client, do="silence")
    assert "The call now goes to an agent." in page_of(client, key="0")
    assert "No agent could take your call." in page_of(client, do="busy")
    page_of(client, do="hang_up")
    assert Call.objects.get().outcome == "caller"
    page_of(client, do="call")
    page_of(client, key="0")
    page_of(client, do="hang_up")
    assert Call.objects.latest("id").outcome == "transferred"


class Beep:
    """A voice that says each text as that many samples."""

    def pcm_of(self, text: str, language: str, *, keep: bool) -> bytes:
        assert language in {"en", "es"}
        return b"\x01\x00" * len(text)

    def close(self) -> None:
        """Nothing was started."""


def test_what_is_said_is_heard_once_and_by_nobody_else(client, monkeypatch):
    monkeypatch.setattr(views, "voice", Beep)
    page = page_of(client, do="call")
    assert 'src="/demo/phone/sound/1.wav"' in page
    answer = client.get("/demo/phone/sound/1.wav")
    assert "no-store" in answer["Cache-Control"]
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2)
        assert sound.getnframes() > 6000
    page_of(client, key="1")
    assert client.get("/demo/phone/sound/1.wav").status_code == 204
    assert Client().get("/demo/phone/sound/2.wav").status_code == 404


def test_without_a_voice_the_page_still_works(client, monkeypatch):
    def no_voice():
        raise VoiceFailed

    monkeypatch.setattr(views, "voice", no_voice)
    page_of(client, do="call")
    assert client.get("/demo/phone/sound/1.wav").status_code == 503


@pytest.mark.parametrize("answer", [{"key": "12"}, {"key": "x"}, {"do": "what"}, {"words": "  "}, {}])
def test_what_makes_no_sense_changes_nothing(client, answer):
    page_of(client, **answer)
    page_of(client, do="call")
    page_of(client, **answer)
    assert Call.objects.get().path == []


def test_nobody_else_can_open_it(settings):
    assert Client(REMOTE_ADDR="10.0.0.7").get(PAGE).status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="127.0.0.1").post(PAGE, {"do": "call"}).status_code == 404
    settings.IS_PRODUCTION = True
    assert Client().get(PAGE).status_code == 404
    assert not Call.objects.exists()
