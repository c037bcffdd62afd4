"""Answers with files: nothing typed or chosen is lost, and its reader opens what is clean."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.conversations.actions.claim import claim
from customer_connect.domain.conversations.enums import FileState
from customer_connect.domain.conversations.models import Attachment, Draft, Message
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.conversations import files
from tests.domain.conversations.test_conversations import by
from tests.factories import Family, ana_and_ben, cal, user_of
from tests.staff.conversations.rows import message_of
from tests.staff.conversations.test_messages import page_of, post, text_of
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def dee(family: Family) -> StaffMember:
    return staff_member("Dee", office=family.dee.office, caseworker=family.dee)


@pytest.fixture
def message(family: Family, dee: StaffMember) -> Message:
    message = message_of(family)
    claim(conversation=message.conversation, staff=dee, by=by(dee))
    return message


def upload(content: bytes | None = None, name: str = "form.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content, "text/html")


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(user_of(person))
    return client


def test_an_answer_goes_out_with_its_files_and_the_person_opens_them(family, dee, message):
    page = post(
        client_of(dee),
        "answer",
        message,
        body="Please sign this form.",
        attachments=[upload(), upload(files.photo(), "sample.png")],
    )
    assert "was sent" in text_of(page)
    document = Attachment.objects.get(kind="pdf")
    address = f"/messages/files/{document.pk}"
    for path, words in (
        (f"/messages/{message.conversation_id}", "form.pdf (PDF document,"),
        (f"/es/messages/{message.conversation_id}", "form.pdf (Documento PDF,"),
    ):
        seen = signed_in(family.ana).get(path)
        assert words in text_of(seen)
        assert address in seen.content.decode()
    opened = signed_in(family.ana).get(address)
    assert opened["Content-Type"] == "application/pdf"
    assert Event.objects.filter(action="conversations.file_opened", participant_number=family.ana.pk).exists()
    for other in (family.ben, cal()):
        assert signed_in(other).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("role", StaffRole)
def test_a_file_of_a_draft_is_for_those_who_answer_in_that_office(family, dee, message, role):
    post(client_of(dee), "draft", message, attachments=[upload()])
    attachment = Attachment.objects.get()
    address = at("conversations:file", attachment_id=attachment.pk)
    may = role in {StaffRole.CASEWORKER, StaffRole.SUPERVISOR}
    near = client_of(staff_member("Gus", role, family.dee.office))
    far = client_of(staff_member("Eve", role, cal().memberships.get().office))
    assert near.get(address).status_code == (200 if may else 403)
    assert far.get(address).status_code == (404 if may else 403)
    for person in (family.ana, family.ben):
        assert signed_in(person).get(f"/messages/files/{attachment.pk}").status_code == 404
    Attachment.objects.update(state=FileState.WAITING)
    assert near.get(address).status_code == (404 if may else 403)


@pytest.mark.parametrize(
    ("button", "typed", "words"),
    [
        ("answer", {"body": ""}, "Write an answer."),
        ("answer", {"body": "x" * 5001}, "At most 5000 characters"),
        ("close", {"body": ""}, "There are files here: send them, or remove them before you close."),
        ("close", {"body": "Hello"}, "There is an answer here"),
        ("draft", {"body": "Hello"}, "Your draft is kept."),
        ("insert", {"body": "Hello"}, "Choose a saved reply first."),
        ("answer", {"body": "Hello", "last_read_id": 0}, "Something was written meanwhile."),
    ],
)
def test_every_button_keeps_the_words_and_the_files(dee, message, button, typed, words):
    page = post(client_of(dee), button, message, attachments=[upload()], **typed)
    assert words in text_of(page)
    assert "form.pdf (PDF document," in text_of(page)
    assert "Remove form.pdf" in text_of(page)
    assert typed["body"] in page.content.decode()
    draft = Draft.objects.get()
    assert (draft.body, draft.attachments.count()) == (typed["body"], 1)
    assert not Message.objects.from_staff().exists()


def test_files_stay_with_the_draft_when_another_was_faster(family, dee, message):
    gus = client_of(staff_member("Gus", office=family.dee.office))
    page = post(gus, "answer", message, body="Gus’s words", attachments=[upload()])
    assert "Dee is answering this now. Nothing was sent; your draft is kept." in text_of(page)
    assert "form.pdf" in text_of(page)
    assert "Draft of Gus" in text_of(page_of(client_of(dee), message))
    assert "form.pdf" in text_of(page_of(client_of(dee), message))


def test_what_cannot_be_attached_is_said_and_the_rest_is_kept(dee, message):
    client = client_of(dee)
    wrong = "letter.docx: Only photos (JPEG, PNG, HEIC) and PDF documents can be attached."
    for button in ("answer", "draft", "release"):
        both = [upload(), upload(b"MZ", "letter.docx")]
        page = post(client, button, message, body="Hello", attachments=both)
        assert wrong in text_of(page), button
    assert {file.name for file in Draft.objects.get().attachments.all()} == {"form.pdf"}
    assert not Message.objects.from_staff().exists()


def test_a_file_is_taken_off_again(dee, message):
    client = client_of(dee)
    post(client, "draft", message, body="Hello", attachments=[upload()])
    page = post(client, "draft", message, body="Hello", drop=Attachment.objects.get().pk)
    assert "form.pdf" not in text_of(page)
    assert not Attachment.objects.exists()
    assert post(client, "draft", message, body="Hello", drop="x" * 30).status_code == 200


def test_a_file_found_harmful_is_told_before_and_after(family, dee, message):
    client = client_of(dee)
    post(client, "draft", message, body="Hello", attachments=[upload()])
    Attachment.objects.update(state=FileState.REFUSED, refusal="virus")
    page = post(client, "answer", message, body="Hello")
    assert "A virus was found in form.pdf. Remove it." in text_of(page)
    Attachment.objects.update(state=FileState.WAITING, refusal="")
    assert "was sent" in text_of(post(client, "answer", message, body="Hello"))
    path = f"/messages/{message.conversation_id}"
    assert "We are checking this file." in text_of(signed_in(family.ana).get(path))
    Attachment.objects.update(state=FileState.REFUSED, refusal="virus")
    assert "The person did not get it." in text_of(page_of(client, message))
    seen = text_of(signed_in(family.ana).get(path))
    assert "We could not send you this file. We will send you another one." in seen
    assert "virus" not in seen


def test_what_comes_just_after_the_session_ended_is_kept_as_a_draft(family, dee, message):
    client = client_of(dee)
    given = {"last_read_id": message.pk, "form_key": uuid.uuid4(), "body": "Dear Ana"}
    address = at("conversations:answer", conversation_id=message.conversation_id)
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        response = client.post(address, {**given, "attachments": [upload()]})
        page = at("conversations:conversation", conversation_id=message.conversation_id)
        assert response["Location"].startswith(f"{at('account_login')}?next={page.replace('/', '%2F')}")
        draft = Draft.objects.get()
        assert (draft.staff, draft.body, draft.attachments.count()) == (dee, "Dear Ana", 1)
        client.post(address, {**given, "body": "Somebody else"})
        assert Draft.objects.get().body == "Dear Ana"
    assert not Message.objects.from_staff().exists()


@pytest.mark.parametrize("who", ["another office", "half signed in", "agent"])
def test_what_comes_too_late_is_kept_only_for_those_who_could_have_sent_it(family, message, who):
    office = cal().memberships.get().office if who == "another office" else family.dee.office
    role = StaffRole.AGENT if who == "agent" else StaffRole.CASEWORKER
    client = client_of(staff_member("Gus", role, office), second_step=who != "half signed in")
    address = at("conversations:draft", conversation_id=message.conversation_id)
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert client.post(address, {"body": "Dear Ana"}).status_code == 302
    assert not Draft.objects.exists()
