"""Every witness does the same: whoever is added joins WITNESSES."""

import pytest

from customer_connect.providers import witnesses
from customer_connect.providers.witnesses import memory
from customer_connect.providers.witnesses.file import FileWitness
from customer_connect.providers.witnesses.memory import MemoryWitness

WITNESSES = [FileWitness, MemoryWitness]


@pytest.fixture(params=WITNESSES, ids=lambda kind: kind.__name__)
def witness(request, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "told", [])
    settings.AUDIT_WITNESS_FILE = tmp_path / "folder" / "witness.jsonl"
    settings.AUDIT_WITNESS = f"{request.param.__module__}.{request.param.__qualname__}"
    made = witnesses.witness()
    assert isinstance(made, request.param)
    return made


def test_a_witness_that_heard_nothing_says_nothing(witness):
    assert witness.last() is None
    assert list(witness.statements()) == []


def test_a_witness_says_what_it_was_told_in_that_order(witness):
    witness.tell([{"seal": 1}, {"seal": 2, "reason": "año"}])
    witness.tell([{"seal": 3}])
    assert [statement["seal"] for statement in witness.statements()] == [1, 2, 3]
    assert witness.last() == {"seal": 3}


def test_settings_can_name_none(settings):
    settings.AUDIT_WITNESS = ""
    assert witnesses.witness() is None


def test_a_line_that_a_crash_cut_short_is_passed_over(tmp_path):
    witness = FileWitness(tmp_path / "witness.jsonl")
    witness.tell([{"seal": 1}])
    with witness.path.open("a") as file:
        file.write('{"seal": 2, "ma')
    assert witness.last() == {"seal": 1}
    witness.tell([{"seal": 2}])
    assert list(witness.statements()) == [{"seal": 1}, {"seal": 2}]
