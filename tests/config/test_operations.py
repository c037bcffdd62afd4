"""docs/operations.md names what there is: each setting, each command, no others."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
LETTERS = (DOCS / "letters.md").read_text(encoding="utf-8")
NAME = re.compile(r"\bCONNECT_[A-Z_]*[A-Z]\b")


def named_settings(text: str) -> set[str]:
    """Return the names in a text; `CONNECT_A_HOST`, `_PORT` stands for CONNECT_A_PORT too."""
    names: set[str] = set()
    for row in text.splitlines():
        whole = NAME.findall(row)
        names |= set(whole)
        endings = re.findall(r"`(_[A-Z_]+)`", row.split("|")[1] if row.startswith("|") else "")
        names |= {name.rpartition("_")[0] + ending for name in whole[:1] for ending in endings}
    return names


def test_every_setting_is_told_and_no_other():
    code = (ROOT / "config" / "settings.py").read_text() + (ROOT / "deploy" / "gunicorn.conf.py").read_text()
    there_are = set(re.findall(r"\"(CONNECT_[A-Z_]+)\"", code))
    told = named_settings(OPERATIONS) | named_settings(LETTERS)
    assert there_are - told == set()
    assert named_settings(OPERATIONS) - there_are == set()


def test_every_secret_is_in_the_table_of_secrets():
    code = (ROOT / "config" / "settings.py").read_text()
    table = OPERATIONS.split("### Keys and secrets")[1].split("###")[0]
    for name in re.findall(r"secret\(\"(CONNECT_[A-Z_]+)\"", code):
        assert f"| `{name}` |" in table


def test_every_provider_that_a_setting_can_name_exists():
    names = set()
    for row in OPERATIONS.splitlines():
        if whole := re.findall(r"`(customer_connect\.providers\.[\w.]+)`", row):
            start = whole[0] if whole[0].endswith(".") else ""
            names |= {name for name in whole if not name.endswith(".")}
            names |= {start + end for end in re.findall(r"`([a-z]+(?:\.\w+)?)`", row) if start}
    assert len(names) > 8
    for name in names:
        import_string(name)


@pytest.mark.parametrize("document", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_command_exists(document):
    for name in re.findall(r"\./connect ([a-z-]+)", document.read_text(encoding="utf-8")):
        assert name in get_commands(), f"{document.name} tells of ./connect {name}"


@pytest.mark.parametrize("document", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_link_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
