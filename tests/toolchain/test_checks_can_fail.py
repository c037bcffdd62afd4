"""Each check of `make check` fails on what it is there for, told by damaging a copy of the tree.

Types are left out: mypy without its cache takes longer than all the others together.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = [
    "agency",
    "config",
    "connect",
    "customer_connect",
    "locale",
    "pyproject.toml",
    "scripts",
    "static",
    "templates",
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, with a git of its own (checks ask it for the templates)."""
    folder = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, folder / part)
    (folder / "var").mkdir()
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


@pytest.fixture
def damaged(copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with `text` added to the end of `file`, for one test."""
    file, text = request.param
    path = copy / file
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((before or "") + text)
    yield copy
    if before is None:
        path.unlink()
    else:
        path.write_text(before)


def check(name: str, tree: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("CONNECT_", "DJANGO_"))
    }
    return subprocess.run(
        [tree / "scripts" / "check", name],
        env={**environment, "VENV": os.path.relpath(sys.prefix, tree), "CONNECT_VAR": str(tree / "var")},
        capture_output=True,
        text=True,
        check=False,
    )


MODELS = "\n\nclass Damage(models.Model):\n    pass\n"


@pytest.mark.parametrize(
    ("name", "damaged", "complaint"),
    [
        ("lint", ("customer_connect/core/damage.py", "import os\n"), "F401"),
        (
            "lint",
            ("customer_connect/core/damage.py", "x = 'single'\n"),
            "damage.py:1:5: unformatted",
        ),
        (
            "lint",
            ("customer_connect/domain/audit/damage.py", "from django.http import Http404 as X\n"),
            "TID251",
        ),
        (
            "lint",
            ("customer_connect/domain/cases/damage.py", "from django.dispatch import Signal as X\n"),
            "TID251",
        ),
        (
            "imports",
            ("customer_connect/core/damage.py", "import customer_connect.domain.cases.enums\n"),
            "Layers",
        ),
        ("imports", ("customer_connect/domain/cases/damage.py", "import customer_connect.web\n"), "Layers"),
        ("imports", ("customer_connect/web/damage.py", "import customer_connect.exchange\n"), "Layers"),
        ("imports", ("customer_connect/novelties/__init__.py", ""), "Layers"),
        (
            "imports",
            ("customer_connect/domain/audit/damage.py", "import customer_connect.domain.cases\n"),
            "Domain areas",
        ),
        (
            "imports",
            ("customer_connect/domain/payments/damage.py", "import customer_connect.domain.calendar\n"),
            "Domain areas",
        ),
        ("imports", ("customer_connect/domain/novelties/__init__.py", ""), "Domain areas"),
        (
            "imports",
            ("customer_connect/core/agencies.py", "import customer_connect.core.identifiers\n"),
            "Siblings",
        ),
        (
            "imports",
            ("customer_connect/demo/damage.py", "import customer_connect.domain.cases.enums\n"),
            "The demo",
        ),
        ("imports", ("customer_connect/web/damage.py", "import config.settings\n"), "Settings"),
        ("templates", ("templates/damage.html", '<img src="x">\n'), "H013"),
        ("templates", ("templates/damage.html", '<p style="color: red">x</p>\n'), "H021"),
        ("templates", ("templates/damage.html", "{{a|upper}}\n"), "damage.html"),
        ("settings", ("config/settings.py", '\nSTATICFILES_DIRS = ["/no/such/folder"]\n'), "W004"),
        ("migrations", ("customer_connect/domain/audit/models.py", MODELS), "Damage"),
        (
            "translations",
            ("templates/damage.html", '{% load i18n %}{% translate "Brand new" %}\n'),
            "Brand new",
        ),
        ("translations", ("locale/es/LC_MESSAGES/django.po", '\nmsgid "Nowhere"\nmsgstr "En"\n'), "Nowhere"),
    ],
    indirect=["damaged"],
)
def test_a_check_finds_what_it_is_there_for(name: str, damaged: Path, complaint: str):
    done = check(name, damaged)
    assert done.returncode == 1, done.stdout + done.stderr
    wanted = rf"^{complaint}.* BROKEN( |$)" if name == "imports" else re.escape(complaint)
    assert re.search(wanted, done.stdout, re.MULTILINE), done.stdout
