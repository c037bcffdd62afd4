"""Every way to the print shop does the same: whoever is added joins PROVIDERS."""

import re
from collections.abc import Callable

import pytest

from customer_connect.providers import printing
from customer_connect.providers.printing import Package, PrintShop, memory
from customer_connect.providers.printing.console import ConsolePrintShop
from customer_connect.providers.printing.folder import FolderPrintShop
from customer_connect.providers.printing.memory import MemoryPrintShop
from customer_connect.providers.printing.sftp import SftpPrintShop
from tests.providers.printing.sftp_servers import sftp_server

PROVIDERS = [ConsolePrintShop, FolderPrintShop, MemoryPrintShop, SftpPrintShop]
PACKAGE = Package(
    "20261122-abc", {"letters.pdf.p7m": b"\x00sealed" * 50_000, "manifest.csv": b"letter,page\n"}
)


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.__name__)
def provider_class(request, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "staged", {})
    monkeypatch.setattr(memory, "released", {})
    monkeypatch.setattr(ConsolePrintShop, "_staged", {})
    incoming = tmp_path / "home" / "incoming"
    incoming.mkdir(parents=True)
    settings.PRINTING_FOLDER = incoming
    if request.param is SftpPrintShop:
        with sftp_server(tmp_path / "home", tmp_path) as settings.PRINTING_SFTP:
            yield request.param
    else:
        yield request.param


@pytest.fixture
def shop(provider_class) -> PrintShop:
    made: PrintShop = provider_class()
    return made


@pytest.fixture
def what_the_shop_has(provider_class, settings, capsys) -> Callable[[], dict[str, dict[str, int]]]:
    """Return the packages that the shop can see, with the sizes of their files."""
    printed: list[str] = []

    def look() -> dict[str, dict[str, int]]:
        if provider_class is MemoryPrintShop:
            return {
                name: {file: len(content) for file, content in package.files.items()}
                for name, package in memory.released.items()
            }
        if provider_class is ConsolePrintShop:
            printed.append(capsys.readouterr().out)
            lines = re.findall(r"For the print shop: (\S+): (.*)", "".join(printed))
            return {
                name: {file: int(size) for file, size in re.findall(r"(\S+) \((\d+) bytes\)", files)}
                for name, files in lines
            }
        return {
            folder.name: {file.name: file.stat().st_size for file in folder.iterdir()}
            for folder in settings.PRINTING_FOLDER.iterdir()
            if not folder.name.startswith(".")
        }

    return look


WHOLE = {PACKAGE.name: {name: len(content) for name, content in PACKAGE.files.items()}}


def test_the_shop_gets_the_package_whole_when_it_is_released(shop, what_the_shop_has):
    shop.release(staged_as=shop.stage(PACKAGE), name=PACKAGE.name)
    assert what_the_shop_has() == WHOLE


def test_the_shop_sees_nothing_of_what_is_only_staged(shop, what_the_shop_has):
    shop.stage(PACKAGE)
    assert what_the_shop_has() == {}


def test_releasing_again_does_nothing(shop, what_the_shop_has):
    staged_as = shop.stage(PACKAGE)
    for _ in range(2):
        shop.release(staged_as=staged_as, name=PACKAGE.name)
    assert what_the_shop_has() == WHOLE


def test_what_was_staged_by_a_try_that_died_is_not_released_with_another(shop, what_the_shop_has):
    shop.stage(PACKAGE)
    staged_as = shop.stage(PACKAGE)
    shop.release(staged_as=staged_as, name=PACKAGE.name)
    shop.release(staged_as=staged_as, name=PACKAGE.name)
    assert what_the_shop_has() == WHOLE


def test_another_process_can_release_it(provider_class, what_the_shop_has):
    staged_as = provider_class().stage(PACKAGE)
    provider_class().release(staged_as=staged_as, name=PACKAGE.name)
    assert what_the_shop_has() == WHOLE


def test_settings_name_the_provider(settings, provider_class):
    settings.PRINTING_PROVIDER = f"{provider_class.__module__}.{provider_class.__qualname__}"
    assert isinstance(printing.print_shop(), provider_class)
