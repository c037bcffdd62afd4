"""Files of answers: they lie with a draft until it is sent, and are their reader's only when they are clean."""

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
from customer_connect.domain.conversations.actions.answer import answer, close_conversation
from customer_connect.domain.conversations.actions.attach_to_answer import attach_to_answer, drop_from_answer
from customer_connect.domain.conversations.actions.save_draft import save_draft
from customer_connect.domain.conversations.actions.scan import scan_one
from customer_connect.domain.conversations.enums import FileState, Refusal, State
from customer_connect.domain.conversations.exceptions import FileRefused, HarmfulFile
from customer_connect.domain.conversations.models import Attachment, Conversation, Draft, Message
from customer_connect.domain.conversations.retention import forget_old_drafts, forget_unsent_files
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.staff_scopes import scope_of
from customer_connect.providers.scanning.memory import MemoryScanner
from tests.domain.conversations import files
from tests.factories import Family, ana_and_ben, cal
from tests.staff.conversations.rows import message_of
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

MEMORY = "customer_connect.providers.scanning.memory.MemoryScanner"


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def dee(family: Family) -> StaffMember:
    return staff_member("Dee", office=family.dee.office)


@pytest.fixture
def message(family: Family) -> Message:
    return message_of(family)


def by(staff: StaffMember) -> Actor:
    return Actor(ActorKind.STAFF, str(staff.user_id), Channel.WEB)


def attach(message: Message, staff: StaffMember, content: bytes, name: str = "form.pdf") -> Attachment:
    return attach_to_answer(
        conversation=message.conversation, staff=staff, name=name, content=content, by=by(staff)
    )


def send(message: Message, staff: StaffMember, form_key: uuid.UUID | None = None) -> Message:
    return answer(
        conversation=message.conversation,
        staff=staff,
        body="Here is the form.",
        last_read_id=message.pk,
        form_key=form_key or uuid.uuid4(),
        by=by(staff),
    )


def is_stored(attachment: Attachment) -> bool:
    try:
        return bool(vault.content_of(attachment))
    except vault.FileGone:
        return False


def test_a_file_lies_with_its_authors_draft_and_goes_out_with_the_answer(family, dee, message):
    document = files.pdf()
    attachment = attach(message, dee, document)
    assert attach(message, dee, document) == attachment
    gus = staff_member("Gus", office=family.dee.office)
    bens = CaseMember.objects.get(participant=family.ben).office
    bo, eve = staff_member("Bo", office=bens), staff_member("Eve", office=cal().memberships.get().office)
    everybody = Attachment.objects
    assert not everybody.visible_to(family.ana).exists()
    assert attachment in everybody.visible_to_staff(scope_of(gus))
    for other in (bo, eve):
        assert not everybody.visible_to_staff(scope_of(other)).exists()
    send(message, dee)
    assert attachment in everybody.visible_to(family.ana)
    assert attachment in everybody.visible_to_staff(scope_of(gus))
    assert not everybody.visible_to(family.ben).exists()
    for other in (bo, eve):
        assert not everybody.visible_to_staff(scope_of(other)).exists()
    assert not Draft.objects.exists()
    trail = dict(Event.objects.filter(action__startswith="conversations.").values_list("action", "details"))
    assert trail["conversations.answered"]["files"] == 1
    assert trail["conversations.file_attached"]["is_late"] is False


def test_what_others_have_attached_does_not_go_out_with_ones_answer(family, dee, message):
    gus = staff_member("Gus", office=family.dee.office)
    attach(message, gus, files.photo(), "other.jpg")
    sent = send(message, dee)
    assert not sent.attachments.exists()
    assert Draft.objects.get().staff == gus


def test_staff_send_what_participants_may_send_and_no_more(dee, message):
    for content, reason in ((b"MZ", Refusal.TYPE), (files.pdf_with_file(), Refusal.ACTIVE)):
        with pytest.raises(FileRefused) as caught:
            attach(message, dee, content)
        assert caught.value.reason == reason
    for width in range(agency().messages.files_at_most):
        attach(message, dee, files.photo(size=(8 + width, 8)))
    with pytest.raises(FileRefused) as caught:
        attach(message, dee, files.photo())
    assert caught.value.reason == Refusal.TOO_MANY


def test_a_draft_without_words_stays_for_its_files_and_goes_with_the_last_of_them(
    dee, message, django_capture_on_commit_callbacks
):
    attachment = attach(message, dee, files.photo())
    save_draft(conversation=message.conversation, staff=dee, body="")
    assert attachment in Draft.objects.get().attachments.all()
    gus = staff_member("Gus")
    with django_capture_on_commit_callbacks(execute=True):
        for staff in (gus, dee):
            drop_from_answer(
                conversation=message.conversation, staff=staff, attachment_id=attachment.pk, by=by(staff)
            )
            assert Attachment.objects.exists() is (staff == gus)
        save_draft(conversation=message.conversation, staff=dee, body="")
    assert not Draft.objects.exists()
    assert not is_stored(attachment)


def test_a_virus_found_before_it_is_sent_keeps_the_answer_back(
    dee, message, settings, django_capture_on_commit_callbacks
):
    settings.SCANNER = MEMORY
    attach(message, dee, files.pdf_with_virus())
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_one()
    with pytest.raises(HarmfulFile):
        send(message, dee)
    assert not Message.objects.from_staff().exists()


def test_a_virus_found_after_it_was_sent_brings_the_conversation_back(
    family, dee, message, settings, django_capture_on_commit_callbacks
):
    settings.SCANNER = MEMORY
    attachment = attach(message, dee, files.pdf_with_virus())
    send(message, dee)
    assert not Attachment.objects.visible_to(family.ana).can_be_opened().exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_one()
    conversation = Conversation.objects.get()
    assert conversation.state == State.OPEN
    assert conversation.due_on
    assert Attachment.objects.get().state == FileState.REFUSED
    assert not is_stored(attachment)


def test_a_virus_found_while_it_is_sent_brings_the_conversation_back_too(dee, message, settings, monkeypatch):
    settings.SCANNER = MEMORY
    attach(message, dee, files.pdf_with_virus())
    find = MemoryScanner.find_virus

    def find_while_it_is_sent(self: MemoryScanner, content: bytes) -> str:
        send(message, dee)
        return find(self, content)

    monkeypatch.setattr(MemoryScanner, "find_virus", find_while_it_is_sent)
    assert scan_one()
    assert Attachment.objects.get().state == FileState.REFUSED
    assert Conversation.objects.get().state == State.OPEN


def test_the_same_answer_again_leaves_no_draft_and_no_second_file(dee, message):
    key = uuid.uuid4()
    for _ in range(2):
        save_draft(conversation=message.conversation, staff=dee, body="Here is the form.")
        attach(message, dee, files.photo())
        send(message, dee, key)
    assert Message.objects.from_staff().count() == 1
    assert Attachment.objects.count() == 1
    assert not Draft.objects.exists()


def test_closing_forgets_what_its_author_had_attached(dee, message, django_capture_on_commit_callbacks):
    attachment = attach(message, dee, files.photo())
    with django_capture_on_commit_callbacks(execute=True):
        close_conversation(conversation=message.conversation, staff=dee, last_read_id=message.pk, by=by(dee))
    assert not Attachment.objects.exists()
    assert not is_stored(attachment)


def test_drafts_that_nobody_goes_on_with_are_forgotten_with_their_files(
    dee, message, settings, tmp_path: Path, django_capture_on_commit_callbacks
):
    settings.ATTACHMENTS_FOLDER = tmp_path
    attachment = attach(message, dee, files.photo())
    kept = timedelta(days=agency().messages.drafts_kept_days)
    with django_capture_on_commit_callbacks(execute=True):
        for later, forgotten in ((kept - timedelta(hours=1), 0), (kept + timedelta(hours=1), 1)):
            with time_machine.travel(timezone.now() + later):
                assert forget_unsent_files() == 0  # they are no participant's
                assert forget_old_drafts() == forgotten
    assert not Draft.objects.exists()
    assert not is_stored(attachment)


def test_what_a_crash_left_of_a_refused_file_is_deleted(dee, message, settings, tmp_path: Path):
    settings.ATTACHMENTS_FOLDER = tmp_path
    attachment = attach(message, dee, files.photo())
    Attachment.objects.update(state=FileState.REFUSED)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert forget_unsent_files() == 1
    assert not is_stored(attachment)
    assert Attachment.objects.exists()  # the note of it
