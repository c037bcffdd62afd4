"""Files that come with messages: quarantine, the scanner, and who may open them."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import CaseMember
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.actions.attach import attach_file, drop_file
from customer_connect.domain.conversations.actions.scan import LEASE, scan_one
from customer_connect.domain.conversations.actions.write import open_conversation
from customer_connect.domain.conversations.enums import FileState, Refusal, Subject
from customer_connect.domain.conversations.exceptions import FileRefused
from customer_connect.domain.conversations.models import Attachment
from customer_connect.domain.conversations.retention import forget_unsent_files
from customer_connect.domain.identity.staff_scopes import scope_of
from customer_connect.providers.scanning import CannotScan
from tests.domain.conversations import files
from tests.factories import ana_and_ben
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

MEMORY = "customer_connect.providers.scanning.memory.MemoryScanner"


class BusyScanner:
    """Never answers."""

    def find_virus(self, content: bytes) -> str:
        raise CannotScan


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def attach(family):
    def attach(content: bytes, name: str = "stub.jpg", key: uuid.UUID | None = None) -> Attachment:
        ana = family.ana
        actor = Actor(ActorKind.PARTICIPANT, str(ana.pk), Channel.WEB)
        return attach_file(
            participant=ana, form_key=key or uuid.uuid4(), name=name, content=content, by=actor
        )

    return attach


def state_of(attachment: Attachment) -> str:
    attachment.refresh_from_db()
    return attachment.state


def test_a_file_lies_sealed_under_a_random_name(attach, settings):
    attachment = attach(files.photo(), r"C:\fakepath\..\My <b>pay stub</b>.php.jpg")
    (path,) = [
        each for each in Path(settings.ATTACHMENTS_FOLDER).glob("*/*") if each.name == attachment.stored_name
    ]
    assert not path.read_bytes().startswith(b"\xff\xd8")
    assert vault.content_of(attachment).startswith(b"\xff\xd8")
    assert attachment.size == len(vault.content_of(attachment))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("stub.jpg", "stub.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        (r"C:\Users\Ana\Recibo de nómina (1).HEIC", "Recibo de nómina (1).jpg"),
        ('a"; filename="evil.html', "a filename evil.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("\r\nSet-Cookie: x", "Set-Cookie x.jpg"),
        ("x" * 300 + ".png", "x" * 80 + ".jpg"),
        ("", "photo.jpg"),
        ("...", "photo.jpg"),
    ],
)
def test_names_are_harmless_and_end_as_what_the_file_is(attach, name, kept):
    assert attach(files.photo(size=(8, 8)), name).name == kept


def test_a_file_waits_in_quarantine_until_it_is_found_clean(attach, settings):
    settings.SCANNER = MEMORY
    attachment = attach(files.photo())
    assert state_of(attachment) == FileState.WAITING
    assert not Attachment.objects.can_be_opened().exists()
    assert scan_one()
    assert state_of(attachment) == FileState.CLEAN
    assert attachment.scanned_at
    assert not scan_one()


def test_a_virus_is_deleted_and_noted(attach, settings, django_capture_on_commit_callbacks):
    settings.SCANNER = MEMORY
    attachment = attach(files.pdf_with_virus(), "bill.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_one()
    assert (state_of(attachment), attachment.refusal) == (FileState.REFUSED, Refusal.VIRUS)
    with pytest.raises(vault.FileGone):
        vault.content_of(attachment)
    event = Event.objects.get(action="conversations.file_scanned")
    assert event.details["virus"] == "Eicar-Test-Signature"


def test_a_scanner_that_does_not_answer_is_asked_again_later(attach, settings):
    settings.SCANNER = f"{__name__}.BusyScanner"
    attachment = attach(files.photo())
    assert scan_one()
    assert not scan_one()
    assert state_of(attachment) == FileState.WAITING
    settings.SCANNER = MEMORY
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        assert scan_one()
    assert state_of(attachment) == FileState.CLEAN


@pytest.mark.parametrize(("policy", "state"), [("pass", FileState.CLEAN), ("hold", FileState.WAITING)])
def test_without_a_scanner_the_setting_says_whether_files_pass(attach, settings, policy, state):
    settings.SCANNER, settings.UNSCANNED_ATTACHMENTS = "", policy
    attachment = attach(files.photo())
    assert state_of(attachment) == state
    assert attachment.scanned_at is None
    assert not scan_one()
    assert Event.objects.get(action="conversations.file_attached").details["unscanned"] is (policy == "pass")


def test_production_without_a_scanner_is_warned_of(settings):
    from customer_connect.domain.conversations.checks import attachments_are_scanned

    assert attachments_are_scanned() == []
    settings.IS_PRODUCTION = True
    assert [problem.id for problem in attachments_are_scanned()] == ["conversations.W001"]
    settings.UNSCANNED_ATTACHMENTS = "whatever"
    assert [problem.id for problem in attachments_are_scanned()] == ["conversations.E001"]


def test_too_large_and_too_many_files_are_refused(attach):
    policy, key = agency().messages, uuid.uuid4()
    for content, reason in (
        (files.photo() + b"\0" * policy.file_megabytes_at_most * 1024 * 1024, Refusal.TOO_BIG),
        (b"a program", Refusal.TYPE),
    ):
        with pytest.raises(FileRefused) as caught:
            attach(content)
        assert caught.value.reason == reason
    for width in range(policy.files_at_most):
        same = [attach(files.photo(size=(8 + width, 8)), key=key) for _ in range(2)]
        assert same[0] == same[1]
    with pytest.raises(FileRefused) as caught:
        attach(files.photo(), key=key)
    assert caught.value.reason == Refusal.TOO_MANY
    assert Event.objects.filter(action="conversations.file_refused").count() == 3


def test_files_go_with_the_form_they_were_uploaded_to_and_to_whom_may_read_it(family, attach):
    key = uuid.uuid4()
    kept, dropped, elsewhere = (
        attach(files.photo(), key=key),
        attach(files.pdf(), key=key),
        attach(files.photo()),
    )
    ana = Actor(ActorKind.PARTICIPANT, str(family.ana.pk), Channel.WEB)
    ben = Actor(ActorKind.PARTICIPANT, str(family.ben.pk), Channel.WEB)
    drop_file(participant=family.ben, form_key=key, attachment_id=kept.pk, by=ben)
    drop_file(participant=family.ana, form_key=key, attachment_id=dropped.pk, by=ana)
    dee = staff_member("Dee", office=family.dee.office)
    bo = staff_member("Bo", office=CaseMember.objects.get(participant=family.ben).office)
    assert not Attachment.objects.visible_to_staff(scope_of(dee)).exists()
    conversation = open_conversation(
        participant=family.ana,
        case_id=family.case.pk,
        subject=Subject.DOCUMENTS,
        body="Here it is.",
        language="en",
        form_key=key,
        by=ana,
    )
    assert list(conversation.messages.get().attachments.all()) == [kept]
    assert set(Attachment.objects.visible_to(family.ana)) == {kept, elsewhere}
    assert not Attachment.objects.visible_to(family.ben).exists()
    assert list(Attachment.objects.visible_to_staff(scope_of(dee))) == [kept]
    assert not Attachment.objects.visible_to_staff(scope_of(bo)).exists()


def test_files_that_were_never_sent_are_forgotten_after_a_day(
    attach, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.ATTACHMENTS_FOLDER = tmp_path
    attachment = attach(files.photo())
    stray = tmp_path / "ab" / ("ab" * 16)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left by a process that died")
    assert forget_unsent_files() == 0
    with (
        time_machine.travel(
            timezone.now() + timedelta(days=agency().messages.unsent_files_kept_days, minutes=1)
        ),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert forget_unsent_files()
    assert not Attachment.objects.filter(pk=attachment.pk).exists()
    assert not list(tmp_path.glob("*/*"))
