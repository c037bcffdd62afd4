import pytest
from django.core.checks import run_checks

NAMES = "customer_connect.providers.speech"


def ids():
    return [message.id for message in run_checks() if str(message.id).startswith("phone.")]


def test_what_comes_with_the_product_is_in_order():
    assert ids() == []


@pytest.mark.parametrize(
    ("setting", "value", "found"),
    [
        ("VOICE", "", "phone.E001"),
        ("VOICE", f"{NAMES}.pico.NoSuchVoice", "phone.E001"),
        ("RECOGNISER", "nowhere.Recogniser", "phone.E002"),
        ("VOICE_WORKERS", 0, "phone.E003"),
        ("RECOGNISER_WORKERS", -1, "phone.E003"),
    ],
)
def test_what_cannot_work_is_told_before_anybody_calls(settings, setting, value, found):
    setattr(settings, setting, value)
    assert ids() == [found]


def test_whisper_needs_a_model(settings, tmp_path):
    settings.RECOGNISER = f"{NAMES}.whisper.WhisperRecogniser"
    assert ids() == ["phone.E005"]
    settings.RECOGNISER_FOLDER = tmp_path
    assert ids() == []


def test_a_model_that_is_named_must_be_there(settings, tmp_path):
    settings.RECOGNISER_FOLDER = tmp_path
    assert ids() == []
    settings.RECOGNISER_FOLDER = tmp_path / "missing"
    assert ids() == ["phone.E004"]


def test_a_line_that_anybody_can_reach_and_call_is_told(settings):
    settings.SIP = {**settings.SIP, "address": "192.0.2.30", "allowed": ()}
    assert ids() == ["phone.W001"]
    settings.SIP = {**settings.SIP, "allowed": ("192.0.2.10",)}
    assert ids() == []
