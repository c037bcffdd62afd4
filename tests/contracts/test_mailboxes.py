"""Every mailbox does the same: whoever is added joins PROVIDERS."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from customer_connect.providers import mailboxes
from customer_connect.providers.mailboxes import CannotReadMailbox, Mailbox, memory
from customer_connect.providers.mailboxes.imap import ImapMailbox
from customer_connect.providers.mailboxes.maildir import MaildirMailbox
from customer_connect.providers.mailboxes.memory import MemoryMailbox
from tests.providers.mailboxes.imap_servers import imap_server

PROVIDERS = [ImapMailbox, MaildirMailbox, MemoryMailbox]
FIRST, SECOND = b"Subject: one\n\nFirst\n", b"Subject: two\n\nSecond\n"


@dataclass
class Box:
    """A mailbox, how mail gets into it, and what is left in it."""

    mailbox: Mailbox
    arrive: Callable[[bytes], None]
    left: Callable[[], list[bytes]]


@contextmanager
def _imap(settings) -> Iterator[Box]:
    with imap_server() as imap:
        settings.BOUNCE_IMAP = imap.settings
        yield Box(ImapMailbox(), imap.arrive, lambda: [_plain(mail) for mail in imap.mails.values()])


@contextmanager
def _maildir(settings, folder: Path) -> Iterator[Box]:
    (folder / "new").mkdir()
    settings.BOUNCE_MAILDIR = str(folder)
    numbers = iter(range(10, 99))

    def arrive(content: bytes) -> None:
        (folder / "new" / f"17637948{next(numbers)}.V1.mx").write_bytes(content)

    def left() -> list[bytes]:
        return [path.read_bytes() for path in sorted(folder.rglob("1763*"))]

    yield Box(MaildirMailbox(), arrive, left)


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.__name__)
def box(request, settings, tmp_path, monkeypatch):
    settings.BOUNCE_MAILBOX = f"{request.param.__module__}.{request.param.__qualname__}"
    monkeypatch.setattr(memory, "arrived", [])
    monkeypatch.setattr(memory, "set_aside", [])
    if request.param is ImapMailbox:
        with _imap(settings) as box:
            yield box
    elif request.param is MaildirMailbox:
        with _maildir(settings, tmp_path) as box:
            yield box
    else:
        yield Box(MemoryMailbox(), memory.arrived.append, lambda: memory.arrived + memory.set_aside)


def _plain(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def waiting(mailbox: Mailbox) -> list[bytes]:
    with mailbox.open() as opened:
        return [_plain(mail.content) for mail in opened.waiting()]


def test_an_empty_mailbox_has_nothing_waiting(box):
    assert waiting(box.mailbox) == []


def test_mail_waits_in_the_order_of_its_arrival_until_it_is_dealt_with(box):
    box.arrive(FIRST)
    box.arrive(SECOND)
    assert waiting(box.mailbox) == [FIRST, SECOND]
    assert waiting(box.mailbox) == [FIRST, SECOND]


def test_discarded_mail_is_gone(box):
    box.arrive(FIRST)
    box.arrive(SECOND)
    with box.mailbox.open() as opened:
        opened.discard(next(iter(opened.waiting())))
    assert waiting(box.mailbox) == [SECOND]
    assert box.left() == [SECOND]


def test_mail_that_is_set_aside_is_kept_and_waits_no_more(box):
    box.arrive(FIRST)
    with box.mailbox.open() as opened:
        opened.set_aside(next(iter(opened.waiting())))
    assert waiting(box.mailbox) == []
    assert box.left() == [FIRST]


def test_settings_name_the_mailbox(box):
    assert mailboxes.has_bounce_mailbox()
    assert isinstance(mailboxes.bounce_mailbox(), type(box.mailbox))


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"port": 1}, {"folder": "Nowhere"}], ids=["password", "port", "folder"]
)
def test_an_imap_server_that_does_not_let_us_in_is_told_of(settings, wrong):
    with imap_server() as imap:
        settings.BOUNCE_IMAP = {**imap.settings, **wrong}
        with pytest.raises(CannotReadMailbox):
            waiting(ImapMailbox())


def test_an_imap_server_that_hangs_up_is_told_of(settings):
    with imap_server() as imap:
        settings.BOUNCE_IMAP = imap.settings
        imap.arrive(FIRST)
        imap.hangs_up_at = "UID FETCH"
        with pytest.raises(CannotReadMailbox):
            waiting(ImapMailbox())


def test_a_folder_that_is_no_maildir_is_told_of(tmp_path):
    with pytest.raises(CannotReadMailbox):
        waiting(MaildirMailbox(tmp_path))
