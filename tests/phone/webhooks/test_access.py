import pytest
from django.test import Client
from django.urls import reverse

from customer_connect.phone.models import HeldCallRow
from customer_connect.providers.speech import configured
from customer_connect.providers.speech.memory import MemoryVoice, text_in
from tests.domain.identity.people import PIN
from tests.phone.webhooks.clouds import URL, Cloud, cloud_settings

pytestmark = pytest.mark.django_db
ADDRESSES = ["call", "answer/1", "transferred/1", "taken", "ended"]


@pytest.fixture(autouse=True)
def _cloud(settings):
    settings.TWIML = cloud_settings()


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_cloud_there_is_nothing(settings, address):
    settings.TWIML = cloud_settings(token="")
    assert Cloud().post(f"{URL}/phone/twiml/{address}").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_does_not_sign_is_refused(address):
    cloud = Cloud()
    assert cloud.client.post(f"/phone/twiml/{address}", cloud.form, secure=True).status_code == 403
    assert cloud.post(f"{URL}/phone/twiml/{address}", token="another").status_code == 403
    assert not HeldCallRow.objects.exists()


def test_a_signature_is_for_one_address_and_one_form():
    cloud = Cloud()
    from twilio.request_validator import RequestValidator

    signature = RequestValidator("the account's own token").compute_signature(
        f"{URL}/phone/twiml/call", cloud.form
    )
    headers = {"X-Twilio-Signature": signature}
    for path, form in (
        ("/phone/twiml/ended", cloud.form),
        ("/phone/twiml/call", cloud.form | {"From": "+19165550199"}),
        ("/phone/twiml/call?more=1", cloud.form),
    ):
        assert cloud.client.post(path, form, headers=headers, secure=True).status_code == 403


def test_another_account_of_the_cloud_is_refused():
    assert Cloud(AccountSid="AC-another").post(f"{URL}/phone/twiml/call").status_code == 403


def test_webhooks_are_posted_and_small():
    assert Client().get("/phone/twiml/call", secure=True).status_code == 405
    assert Cloud(SpeechResult="x" * 30_000).post(f"{URL}/phone/twiml/call").status_code == 413


def test_it_takes_no_token_of_a_form_of_ours():
    strict = Client(enforce_csrf_checks=True)
    cloud = Cloud()
    cloud.client = strict
    assert cloud.call().said


# ---- our own voice


@pytest.fixture
def own_voice(settings):
    settings.TWIML = cloud_settings(own_voice=True)
    settings.VOICE = "customer_connect.providers.speech.memory.MemoryVoice"
    configured.voice.cache_clear()
    yield configured.voice()
    configured.voice.cache_clear()


def plays(cloud):
    return [play.text for play in cloud.root.iter("Play")]


def fetched(address):
    assert address.startswith(URL)
    return Client().get(address.removeprefix(URL), secure=True)


def test_prompts_are_played_in_our_own_voice(family, own_voice):
    cloud = Cloud().call()
    assert not list(cloud.root.iter("Say"))
    said = [
        text_in(response.content) for response in map(fetched, plays(cloud)) if response.status_code == 200
    ]
    assert any("English" in text or "english" in text for text in said)
    response = fetched(plays(cloud)[0])
    assert response.headers["Content-Type"] == "audio/wav"
    assert response.headers["Cache-Control"].startswith("public")


def test_personal_prompts_are_kept_by_nobody_and_only_heard_while_they_are_said(family, own_voice):
    cloud = Cloud().call().press("1", "1", family.ana.number, PIN, "5")
    personal = [
        address for address in plays(cloud) if fetched(address).headers["Cache-Control"] == "no-store"
    ]
    assert personal
    cloud.speak("goodbye")
    assert [fetched(address).status_code for address in personal] == [404] * len(personal)


def test_nobody_makes_us_speak(own_voice):
    assert Client().get(reverse("phone_webhooks:sound", args=["made-up"]), secure=True).status_code == 404


def test_sounds_are_there_only_where_our_voice_is_used(settings, family, own_voice):
    address = plays(Cloud().call())[0]
    settings.TWIML = cloud_settings(own_voice=False)
    assert fetched(address).status_code == 404


def test_a_voice_that_fails_is_told(family, own_voice, monkeypatch):
    from customer_connect.providers.speech import VoiceFailed

    def fail(*_, **__):
        raise VoiceFailed

    monkeypatch.setattr(MemoryVoice, "pcm_of", fail)
    assert fetched(plays(Cloud().call())[0]).status_code == 503
