"""Every provider of text messages does the same: whoever is added joins PROVIDERS."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from customer_connect.providers import sms
from customer_connect.providers.sms import Refused, TextMessages, TryAgainLater, memory
from customer_connect.providers.sms.console import ConsoleTextMessages
from customer_connect.providers.sms.folder import FolderTextMessages
from customer_connect.providers.sms.magic_numbers import BUSY_NUMBER, REFUSED_NUMBER
from customer_connect.providers.sms.memory import MemoryTextMessages
from customer_connect.providers.sms.twilio import TwilioTextMessages
from tests.providers.sms.twilio_servers import twilio_server

PROVIDERS = [ConsoleTextMessages, FolderTextMessages, MemoryTextMessages, TwilioTextMessages]


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.__name__)
def provider(request, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "outbox", [])
    settings.TEXT_MESSAGES_FOLDER = tmp_path
    made: TextMessages = request.param()
    if request.param is TwilioTextMessages:
        with twilio_server() as twilio:
            settings.TWILIO = twilio.settings
            yield made
    else:
        yield made


def test_a_message_that_is_taken_gets_a_reference(provider):
    assert provider.send(to="+19165550123", text="Su código", reference=uuid4())


def test_the_same_reference_is_the_same_message(provider):
    reference = uuid4()
    since = datetime.now(UTC)
    first = provider.send(to="+19165550123", text="Hello", reference=reference)
    again = provider.send(to="+19165550123", text="Hello", reference=reference, tried_since=since)
    assert again == first


def test_a_busy_provider_says_try_again_later(provider):
    with pytest.raises(TryAgainLater):
        provider.send(to=BUSY_NUMBER, text="Hello", reference=uuid4())


@pytest.mark.parametrize("number", [REFUSED_NUMBER, "", "9165550123", "+1916555x", "+"])
def test_a_number_that_takes_no_messages_is_refused(provider, number):
    with pytest.raises(Refused):
        provider.send(to=number, text="Hello", reference=uuid4())


@pytest.mark.parametrize("provider_class", PROVIDERS)
def test_settings_name_the_provider(settings, provider_class):
    settings.TEXT_MESSAGES_PROVIDER = f"{provider_class.__module__}.{provider_class.__qualname__}"
    assert sms.has_text_messages()
    assert isinstance(sms.text_messages(), provider_class)
