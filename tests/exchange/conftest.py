"""Every import test has its own folder for runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _own_imports_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(VAR_DIR=tmp_path / "var"):
        yield
