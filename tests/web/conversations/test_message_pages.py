"""Messages as a participant writes and reads them."""

import re
import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations.enums import FileState, State
from customer_connect.domain.conversations.models import Attachment, Conversation, Message
from customer_connect.domain.identity.actions.keep_form import keep_form
from tests.domain.conversations import files
from tests.factories import (
    CaseFactory,
    CaseMemberFactory,
    ConversationFactory,
    Family,
    MessageFactory,
    ParticipantFactory,
    ana_and_ben,
    cal,
    user_of,
)
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def ana(family: Family) -> Client:
    return signed_in(family.ana)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(user_of(person))
    return client


def typed(family: Family, **more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "case": str(family.case.pk),
        "subject": "payment",
        "body": "Where is my payment?",
        **more,
    }


def upload(content: bytes | None = None, name: str = "stub.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.photo() if content is None else content, "text/html")


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_key_in(response) -> str:
    found = re.search(r'name="form_key" value="([\w-]+)"', response.content.decode())
    assert found
    return found[1]


def answer_to(conversation: Conversation, body: str = "It is on its way.") -> Message:
    Conversation.objects.filter(pk=conversation.pk).update(
        state=State.ANSWERED, due_on=None, waiting_since=None
    )
    return MessageFactory.create(conversation=conversation, staff=staff_member("Dee"), body=body)


def conversation_of(family: Family, **more) -> Conversation:
    return ConversationFactory.create(participant=family.ana, case=family.case, **more)


@pytest.mark.parametrize(
    ("prefix", "answer_by"),
    [
        ("", "We answer by Tuesday, December 1."),
        ("/es", "Contestaremos a más tardar el martes 1 de diciembre."),
    ],
)
def test_a_message_is_sent_and_says_by_when_it_is_answered(family, ana, prefix, answer_by):
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=CALIFORNIA)):
        ana = signed_in(family.ana)
        page = ana.post(f"{prefix}/messages/new", typed(family), follow=True)
        conversation = Conversation.objects.get()
        assert page.redirect_chain == [(f"{prefix}/messages/{conversation.pk}", 302)]
        assert text_of(page).count(answer_by) == 2  # told once, and on the page
        assert answer_by in text_of(ana.get(f"{prefix}/messages"))
    assert conversation.language == (prefix.strip("/") or "en")
    assert conversation.messages.get().body == "Where is my payment?"


def test_a_late_answer_is_said_to_be_late(family, ana):
    conversation = conversation_of(family, due_on=timezone.localdate().replace(year=2020))
    assert "Our answer is late" in text_of(ana.get(f"/messages/{conversation.pk}"))


def test_an_answer_is_marked_as_new_everywhere_until_it_is_read(family, ana):
    conversation = conversation_of(family)
    MessageFactory.create(conversation=conversation)
    answer_to(conversation)
    assert "You have 1 new message from the agency." in text_of(ana.get("/home"))
    assert "New answer" in text_of(ana.get("/messages"))
    assert "new message" not in text_of(signed_in(family.ben).get("/home"))
    first = text_of(ana.get(f"/messages/{conversation.pk}"))
    assert "From the agency: Dee" in first
    assert "It is on its way." in first
    assert "· New" in first
    assert "new message" not in text_of(ana.get("/home"))
    assert "New answer" not in text_of(ana.get("/messages"))


def test_a_reply_waits_for_an_answer_again(family, ana):
    conversation = conversation_of(family)
    answer_to(conversation)
    ana.post(f"/messages/{conversation.pk}", {"form_key": str(uuid.uuid4()), "body": "Thank you!"})
    conversation.refresh_from_db()
    assert conversation.is_open
    assert conversation.messages.latest("pk").body == "Thank you!"


def test_somebody_with_several_cases_chooses_one_and_somebody_without_cannot_write(family, ana):
    CaseMemberFactory.create(case=CaseFactory.create(), participant=family.ana)
    page = ana.post("/messages/new", typed(family, case=""))
    assert "Choose the case." in text_of(page)
    assert "Where is my payment?" in text_of(page)
    assert "no child support case" in text_of(signed_in(ParticipantFactory.create()).get("/messages/new"))


@pytest.mark.parametrize("who", ["ben", "cal", "nobody"])
def test_nobody_else_finds_anything(family, who):
    conversation = conversation_of(family)
    message = MessageFactory.create(conversation=conversation)
    attachment = Attachment.objects.create(
        participant=family.ana,
        message=message,
        form_key=uuid.uuid4(),
        name="stub.jpg",
        kind="photo",
        size=1,
        state=FileState.CLEAN,
        received_at=timezone.now(),
        next_scan_at=timezone.now(),
    )
    client = {"ben": lambda: signed_in(family.ben), "cal": lambda: signed_in(cal()), "nobody": Client}[who]()
    wanted = 302 if who == "nobody" else 404
    for address in (f"/messages/{conversation.pk}", f"/messages/files/{attachment.pk}"):
        assert client.get(address).status_code == wanted
    said = {"form_key": str(uuid.uuid4()), "body": "I am Ana"}
    assert client.post(f"/messages/{conversation.pk}", said).status_code == wanted
    if who != "nobody":
        assert "Where is" not in text_of(client.get("/messages"))
        # A case that is not theirs cannot be chosen either.
        client.post("/messages/new", typed(family) if who == "cal" else typed(family, case="1"))
    assert Message.objects.count() == 1


# ---- files


def test_files_come_along_and_can_be_saved_again_but_never_shown_as_a_page(family, ana):
    ana.post("/messages/new", typed(family, attachments=[upload(), upload(files.pdf(), "bill.pdf")]))
    message = Message.objects.get()
    page = ana.get(f"/messages/{message.conversation_id}").content.decode()
    for attachment, kind in zip(
        message.attachments.order_by("pk"), ("image/jpeg", "application/pdf"), strict=True
    ):
        address = f"/messages/files/{attachment.pk}"
        assert address in page
        response = ana.get(address)
        assert response.headers["Content-Type"] == kind
        assert response.headers["Content-Disposition"] == f'attachment; filename="{attachment.name}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "wrong", [{"body": ""}, {"subject": ""}, {"body": "x" * 5001}, {"extra": "a program"}], ids=str
)
def test_an_error_loses_nothing_that_was_typed_or_uploaded(family, ana, wrong):
    extra = [upload(b"MZ", "game.exe")] if "extra" in wrong else []
    given = typed(family, attachments=[upload(), *extra], **{k: v for k, v in wrong.items() if k != "extra"})
    page = ana.post("/messages/new", given)
    assert page.status_code == 200
    assert not Conversation.objects.exists()
    assert form_key_in(page) == given["form_key"]
    assert re.search(r"stub.jpg \(Photo, [0-9]+ bytes\) Remove", text_of(page))
    assert given["body"] in page.content.decode()
    if extra:
        assert "game.exe: Only photos (JPEG, PNG, HEIC) and PDF documents can be attached." in text_of(page)
    ana.post("/messages/new", typed(family, form_key=given["form_key"]))
    assert [file.name for file in Message.objects.get().attachments.all()] == ["stub.jpg"]


def test_files_are_brought_and_taken_back_one_by_one_before_the_message_is_sent(family, ana):
    given = typed(family, subject="", body="")
    page = ana.post("/messages/new", {**given, "step": "attach", "attachments": [upload()]})
    assert "Please check" not in text_of(page)
    page = ana.post(
        "/messages/new", {**given, "step": "attach", "attachments": [upload(files.pdf(), "b.pdf")]}
    )
    first, second = Attachment.objects.order_by("pk")
    ana.post("/messages/new", {**given, "drop": str(first.pk)})
    assert list(Attachment.objects.all()) == [second]
    assert not Message.objects.exists()


def test_a_file_that_is_found_harmful_before_it_is_sent_is_told_on_the_form(family, ana):
    ana.post("/messages/new", typed(family, body="", attachments=[upload()]))
    Attachment.objects.update(state=FileState.REFUSED, refusal="virus")
    assert "Not accepted: A virus was found in the file." in text_of(ana.get("/messages/new"))


def test_files_of_a_form_that_was_lost_wait_on_the_next_one(family, ana):
    ana.post("/messages/new", typed(family, body="", attachments=[upload()]))
    page = ana.get("/messages/new")
    assert re.search(r"stub.jpg \(Photo, [0-9]+ bytes\) Remove", text_of(page))


def test_pressing_the_button_twice_sends_one_message_with_one_file(family, ana):
    given = typed(family)
    for _ in range(2):
        assert ana.post("/messages/new", {**given, "attachments": [upload()]}).status_code == 302
    assert Message.objects.get().attachments.count() == Attachment.objects.count() == 1


def test_a_file_in_quarantine_is_named_and_cannot_be_opened(family, ana, settings):
    settings.SCANNER = "customer_connect.providers.scanning.memory.MemoryScanner"
    ana.post("/messages/new", typed(family, attachments=[upload(files.pdf_with_virus(), "bill.pdf")]))
    attachment = Attachment.objects.get()
    page = f"/messages/{Conversation.objects.get().pk}"
    assert "We are checking this file." in text_of(ana.get(page))
    assert ana.get(f"/messages/files/{attachment.pk}").status_code == 404
    Attachment.objects.update(state=FileState.REFUSED, refusal="virus")
    assert "Not accepted: A virus was found in the file." in text_of(ana.get(page))
    assert ana.get(f"/messages/files/{attachment.pk}").status_code == 404


def test_what_was_typed_when_the_session_ended_can_be_sent_after_signing_in(family, ana):
    ana.post("/messages/new", typed(family, body="", attachments=[upload()]))
    given = typed(family, form_key=str(Attachment.objects.get().form_key))
    keep_form(
        user_id=user_of(family.ana).pk,
        path="/messages/new",
        fields=list(given.items()),
        by=Actor.system("test"),
    )
    page = ana.get("/login/kept-form")
    for words in ("Where is my payment?", "A payment", family.case.number):
        assert words in text_of(page)
    ana.post("/messages/new", given)
    assert Message.objects.get().attachments.count() == 1


def test_too_many_messages_in_a_day_are_told_so(family, ana):
    conversation = conversation_of(family)
    MessageFactory.create_batch(agency().messages.messages_a_day, conversation=conversation)
    page = ana.post("/messages/new", typed(family))
    assert "You have sent many messages today." in text_of(page)
    assert "Where is my payment?" in text_of(page)


def test_words_in_a_message_are_words_and_no_code(family, ana):
    ana.post("/messages/new", typed(family, body="<script>alert(1)</script>\n\n{{ 7 }} \u202eevil"))
    page = ana.get(f"/messages/{Conversation.objects.get().pk}").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page


def test_the_list_needs_no_more_queries_for_more_conversations(family, ana, django_assert_max_num_queries):
    for _ in range(12):
        MessageFactory.create(conversation=conversation_of(family))
    ana.get("/messages")
    with django_assert_max_num_queries(8):
        assert ana.get("/messages").status_code == 200


def test_an_error_reads_well_after_a_question_and_a_long_file_name(ana: Client, family: Family) -> None:
    long_name = f"{'a photo of my pay stub ' * 4}.txt"
    sent = typed(family, subject="", attachments=[upload(b"hello", long_name)])
    page = ana.post("/messages/new", sent).content.decode()
    assert "What is it about? Choose what your message is about." in page
    assert "about?:" not in page
    assert "a photo of my pay stub a photo of my pay…y pay stub .txt: Only photos" in page
