"""What only one way to the print shop does."""

import shutil

import pytest

from customer_connect.providers.printing import Package, TryAgainLater
from customer_connect.providers.printing.console import ConsolePrintShop
from customer_connect.providers.printing.folder import FolderPrintShop
from customer_connect.providers.printing.sftp import SftpPrintShop
from tests.providers.printing.sftp_servers import sftp_server

PACKAGE = Package("20261122-abc", {"letters.pdf.p7m": b"sealed", "manifest.csv": b"letter,page\n"})


@pytest.fixture
def incoming(tmp_path, settings):
    folder = tmp_path / "home" / "incoming"
    folder.mkdir(parents=True)
    settings.PRINTING_FOLDER = folder
    return folder


@pytest.mark.parametrize("kind", ["folder", "sftp"])
def test_a_package_that_the_shop_has_taken_away_is_not_handed_over_again(kind, incoming, tmp_path, settings):
    with sftp_server(tmp_path / "home", tmp_path) as settings.PRINTING_SFTP:
        shop = FolderPrintShop() if kind == "folder" else SftpPrintShop()
        staged_as = shop.stage(PACKAGE)
        shop.release(staged_as=staged_as, name=PACKAGE.name)
        shutil.rmtree(incoming / PACKAGE.name)
        shop.release(staged_as=staged_as, name=PACKAGE.name)
    assert not (incoming / PACKAGE.name).exists()


def test_a_folder_that_cannot_be_written_says_try_again_later(incoming, settings):
    settings.PRINTING_FOLDER = incoming / "file"
    settings.PRINTING_FOLDER.write_text("in the way")
    with pytest.raises(TryAgainLater):
        FolderPrintShop().stage(PACKAGE)


def test_a_server_that_is_not_there_says_try_again_later(incoming, tmp_path, settings):
    with sftp_server(tmp_path / "home", tmp_path) as settings.PRINTING_SFTP:
        pass
    with pytest.raises(TryAgainLater):
        SftpPrintShop().stage(PACKAGE)


def test_nothing_is_sent_to_a_server_that_cannot_prove_who_it_is(incoming, tmp_path, settings):
    with sftp_server(tmp_path / "home", tmp_path) as settings.PRINTING_SFTP:
        (tmp_path / "known_hosts").write_text("[127.0.0.1]:1 ssh-ed25519 AAAA\n")
        with pytest.raises(TryAgainLater):
            SftpPrintShop().stage(PACKAGE)
    assert list(incoming.iterdir()) == []


def test_the_console_shows_no_contents(capsys):
    shop = ConsolePrintShop()
    shop.release(staged_as=shop.stage(PACKAGE), name=PACKAGE.name)
    shown = capsys.readouterr().out
    assert "manifest.csv" in shown
    assert "sealed" not in shown
