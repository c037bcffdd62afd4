import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from customer_connect.domain.identity.actions.sign_in import sign_in
from tests.domain.identity.people import NEW, PIN, caller
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


def seed(folder: Path, *rows: dict[str, Any], **options: Any) -> None:
    file = folder / "accounts.json"
    file.write_text(json.dumps(rows))
    call_command("seed-pins", str(file), **options)


def account(participant_id: int, pin: str = PIN, *, is_temporary: bool = False) -> dict[str, Any]:
    return {
        "participant_id": f"{participant_id:010d}",
        "pin": pin,
        "pin_is_temporary": is_temporary,
        "ssn": "",
    }


def test_a_file_gives_people_their_pins(
    family: Family, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed(tmp_path, account(family.ana.pk), account(family.ben.pk, NEW, is_temporary=True))
    assert not sign_in(identifier=family.ana.number, pin=PIN, by=caller()).must_choose_pin
    assert sign_in(identifier=family.ben.number, pin=NEW, by=caller()).must_choose_pin
    said = capsys.readouterr().out
    assert said == "PINs set: 2 of 2.\n"


def test_a_pin_that_somebody_has_stays_unless_told(family: Family, tmp_path: Path) -> None:
    seed(tmp_path, account(family.ana.pk))
    seed(tmp_path, account(family.ana.pk, NEW))
    sign_in(identifier=family.ana.number, pin=PIN, by=caller())
    seed(tmp_path, account(family.ana.pk, NEW), again=True)
    sign_in(identifier=family.ana.number, pin=NEW, by=caller())


def test_production_refuses(family: Family, tmp_path: Path, settings: Any) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        seed(tmp_path, account(family.ana.pk))
    assert not hasattr(type(family.ana).objects.get(pk=family.ana.pk), "user")


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"participant_id": 1}]', '[{"participant_id": "x", "pin": 1}]']
)
def test_a_file_that_is_no_list_of_accounts_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "accounts.json"
    file.write_text(text)
    if text != "{}":
        with pytest.raises(CommandError):
            call_command("seed-pins", str(file))


def test_somebody_who_is_no_parent_in_a_case_is_named(family: Family, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=str(family.mia.pk)):
        seed(tmp_path, account(family.mia.pk))
