"""Every scanner does the same: whoever is added joins SCANNERS."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from customer_connect.providers import scanning
from customer_connect.providers.scanning import CannotScan, Scanner
from customer_connect.providers.scanning.clamav import ClamAvScanner
from customer_connect.providers.scanning.memory import EICAR, MemoryScanner
from tests.providers.scanning.clamd_servers import MOST, clamd

SCANNERS: list[type[Scanner]] = [ClamAvScanner, MemoryScanner]


@pytest.fixture(params=SCANNERS, ids=lambda scanner: scanner.__name__)
def scanner(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Scanner]:
    with clamd() as found:
        settings.CLAMAV = found
        yield request.param()


@pytest.mark.parametrize("content", [b"", b"a letter", b"\0" * 150_000])
def test_a_clean_file_is_clean(scanner: Scanner, content: bytes) -> None:
    assert scanner.find_virus(content) == ""


@pytest.mark.parametrize("content", [EICAR, b"\0" * 70_000 + EICAR])
def test_the_test_virus_is_found_and_named(scanner: Scanner, content: bytes) -> None:
    assert "eicar" in scanner.find_virus(content).casefold()


@pytest.mark.parametrize("scanner_class", SCANNERS)
def test_settings_name_the_scanner(settings: Settings, scanner_class: type[Scanner]) -> None:
    settings.SCANNER = f"{scanner_class.__module__}.{scanner_class.__qualname__}"
    assert scanning.has_scanner()
    assert isinstance(scanning.scanner(), scanner_class)


def test_clamd_is_reached_by_its_unix_socket_too(settings: Settings, tmp_path) -> None:
    with clamd(tmp_path / "clamd.ctl") as settings.CLAMAV:
        assert ClamAvScanner().find_virus(b"a letter") == ""


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_a_clamd_that_does_not_answer_is_asked_again_later(settings: Settings, address: str) -> None:
    settings.CLAMAV = {"address": address, "timeout": 1.0}
    with pytest.raises(CannotScan):
        ClamAvScanner().find_virus(b"a letter")


def test_a_file_that_clamd_will_not_take_is_not_called_clean(settings: Settings) -> None:
    with clamd() as settings.CLAMAV, pytest.raises(CannotScan):
        ClamAvScanner().find_virus(b"\0" * (MOST + 70_000))
