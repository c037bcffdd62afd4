"""What only one of the text message providers does."""

from uuid import uuid4

from customer_connect.providers import sms
from customer_connect.providers.sms import memory
from customer_connect.providers.sms.console import ConsoleTextMessages
from customer_connect.providers.sms.memory import MemoryTextMessages


def test_the_console_shows_number_and_text(capsys):
    ConsoleTextMessages().send(to="+19165550123", text="Hello", reference=uuid4())
    shown = capsys.readouterr().out
    assert "+19165550123" in shown
    assert "Hello" in shown


def test_memory_keeps_a_message_once(monkeypatch):
    monkeypatch.setattr(memory, "outbox", [])
    reference = uuid4()
    for _ in range(2):
        MemoryTextMessages().send(to="+19165550123", text="Hello", reference=reference)
    assert [sent.reference for sent in memory.outbox] == [reference]


def test_an_agency_may_send_no_text_messages(settings):
    settings.TEXT_MESSAGES_PROVIDER = ""
    assert not sms.has_text_messages()
