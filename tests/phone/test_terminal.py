import pytest
from django.core.management import call_command

from customer_connect.domain.calls.models import Call
from customer_connect.phone.dialogue.engine import CustomerDialogue
from customer_connect.phone.gateways.terminal import Terminal, lines_of
from tests.domain.identity.people import PIN
from tests.factories import Family

pytestmark = pytest.mark.django_db


def talk(*typed: str, **options) -> str:
    printed: list[str] = []
    Terminal(CustomerDialogue(), lines_of(typed), printed.append).hold_call(**options)
    return "\n".join(printed)


def test_a_whole_call_is_held_in_the_terminal(family: Family):
    printed = talk("1", "yes", family.ben.number + "#", PIN, "payments", "3", "goodbye")
    assert "Thank you. You are signed in." in printed
    assert "four hundred fifty dollars" in printed
    assert printed.endswith("Goodbye.")
    assert Call.objects.get().outcome == "dialogue"


def test_a_call_can_begin_in_spanish_and_as_a_tty(family: Family):
    assert "¿Es usted padre, madre o tutor" in talk(language="es")
    assert "Type 1 or yes, 2 or no." in talk("", language="en", channel="tty")
    assert Call.objects.latest("id").outcome == "caller"


def test_a_transfer_can_be_played_with_nobody_taking_it(in_business_hours):
    assert "No agent could take your call" in talk("1", "0", "busy")
    talk("1", "0", "")
    assert Call.objects.latest("id").outcome == "transferred"


def test_an_empty_line_is_silence(in_business_hours):
    assert "I did not hear you." in talk("1", "", "goodbye")


def test_the_command_holds_a_call(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", iter(["sí\n", "adiós\n"]))
    call_command("phone", "talk", "--language", "es", "--tty")
    printed = capsys.readouterr().out
    assert "Escriba su número de participante o del Seguro Social." in printed
    assert "Gracias por llamar a Servicios de Manutención de Menores de California. Adiós." in printed


def test_the_command_draws_the_menu_where_the_documents_are(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    call_command("phone", "picture")
    assert {file.name for file in (tmp_path / "docs").iterdir()} == {"phone-menu.svg", "phone-menu.md"}
    assert "docs/phone-menu.svg is drawn." in capsys.readouterr().out
