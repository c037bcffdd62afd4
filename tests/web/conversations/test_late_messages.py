"""A message with files that is sent after its author's session has ended: words and files are kept for half an hour."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.conversations.models import Attachment, Message
from customer_connect.domain.conversations.retention import forget_late_files
from customer_connect.domain.identity.models import KeptForm
from tests.domain.conversations import files
from tests.domain.identity.people import PIN, give_pin
from tests.factories import ConversationFactory, Family, ana_and_ben
from tests.web.conversations.test_message_pages import text_of, typed, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    give_pin(family.ben)
    return family


def sign_in(client: Client, person: Any) -> Client:
    assert client.post("/login", {"identifier": person.number, "pin": PIN}).status_code == 302
    return client


@pytest.fixture
def ana(family: Family) -> Client:
    return sign_in(Client(), family.ana)


def minutes(number: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=number), tick=False)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "stub.jpg (Photo,"), ("/es", "stub.jpg (Foto,")],
)
def test_a_late_message_is_sent_with_its_files_once_its_author_says_so(family, ana, prefix, words):
    given = typed(family)
    with minutes(20):
        late = ana.post(f"{prefix}/messages/new", {**given, "attachments": [upload()]})
        assert "/login" in late["Location"]
        assert not Attachment.objects.visible_to(family.ana).unsent().exists()
        page = sign_in(ana, family.ana).get(f"{prefix}/login/kept-form")
        assert words in text_of(page)
        assert given["body"] in text_of(page)
        sent = ana.post(f"{prefix}/login/kept-form", given)
        assert (sent.status_code, sent["Location"]) == (307, f"{prefix}/messages/new")
        ana.post(f"{prefix}/messages/new", given)
    assert [file.name for file in Message.objects.get().attachments.all()] == ["stub.jpg"]


@pytest.mark.parametrize("is_reply", [False, True], ids=["a first message", "a reply"])
def test_its_author_can_change_it_first(family, ana, is_reply):
    given = typed(family, subject="")
    conversation = ConversationFactory.create(participant=family.ana, case=family.case)
    path = f"/messages/{conversation.pk}" if is_reply else "/messages/new"
    with minutes(20):
        ana.post(path, {**given, "attachments": [upload()]})
        sign_in(ana, family.ana)
        assert "Change it first" in text_of(ana.get("/login/kept-form"))
        changed = {**given, "step": "attach"}
        assert ana.post("/login/kept-form", changed)["Location"] == path
        page = ana.post(path, changed)
    assert given["body"] in page.content.decode()
    assert re.search(r"stub.jpg \(Photo, [0-9]+ bytes\) Remove", text_of(page))
    assert "Please check" not in text_of(page)
    assert not Message.objects.exists()


def test_an_unfinished_message_goes_back_to_its_page_with_its_files(family, ana):
    given = typed(family, body="Half a")
    with minutes(20):
        ana.get("/session/remaining")
        ana.post("/session/keep", {**given, "kept_page": "/messages/new", "attachments": [upload()]})
        page = sign_in(ana, family.ana).get("/login/kept-form")
        assert "stub.jpg (Photo," in text_of(page)
        assert "Send my form now" not in text_of(page)
        assert re.search(r'name="step" value="attach">Go back to my form', page.content.decode())
        assert 'name="body" value="Half a"' in page.content.decode()
        again = {**given, "step": "attach"}
        assert ana.post("/login/kept-form", again)["Location"] == "/messages/new"
        assert "stub.jpg" in text_of(ana.post("/messages/new", again))


def test_what_could_not_be_kept_is_said(family, ana):
    several = [
        upload(files.photo(size=(8 + n, 8)), f"{n}.jpg") for n in range(agency().messages.files_at_most)
    ]
    cases = [
        ([], "No files are kept with it. If you chose photos or documents, add them again"),
        ([upload(b"MZ", "game.exe")], "No files are kept with it."),
        ([*several, upload(files.pdf(), "last.pdf")], "A file that is not listed here was not kept."),
    ]
    for chosen, words in cases:
        with minutes(20):
            ana.post("/messages/new", {**typed(family), "attachments": chosen})
            page = text_of(sign_in(ana, family.ana).get("/login/kept-form"))
            assert words in page
            assert "last.pdf" not in page
            ana.post("/login/kept-form", {"throw_away": "1"})
        sign_in(ana, family.ana)


def test_files_of_a_form_that_is_thrown_away_or_forgotten_are_deleted(
    family, ana, django_capture_on_commit_callbacks
):
    with minutes(20), django_capture_on_commit_callbacks(execute=True):
        ana.post("/messages/new", {**typed(family), "attachments": [upload()]})
        sign_in(ana, family.ana).post("/login/kept-form", {"throw_away": "1"})
        assert not Attachment.objects.exists()
    with minutes(40):
        ana.post("/messages/new", {**typed(family), "attachments": [upload()]})
        assert Attachment.objects.exists()
    with minutes(71), django_capture_on_commit_callbacks(execute=True):
        ana = sign_in(Client(), family.ana)
        assert "stub.jpg" not in text_of(ana.get("/messages/new"))
        assert forget_late_files() == 1
    assert not Attachment.objects.exists()


def test_nobody_else_puts_files_onto_a_form_or_finds_them(family, ana):
    with minutes(20):
        given = typed(family)
        ana.post("/messages/new", {**given, "attachments": [upload()]})
        # Whoever comes next to this browser adds nothing to what is kept.
        ana.post("/messages/new", {**given, "attachments": [upload(files.pdf(), "other.pdf")]})
        assert [file.name for file in Attachment.objects.all()] == ["stub.jpg"]
        sign_in(ana, family.ben)
        assert ana.get("/login/kept-form")["Location"] == "/home"
        ben = {**typed(family, form_key=given["form_key"]), "step": "attach"}
        assert "stub.jpg" not in text_of(ana.post("/messages/new", ben))
        assert KeptForm.objects.count() == 1
        # Nor does it come onto a form that Ana begins elsewhere.
        other = sign_in(Client(), family.ana)
        assert "stub.jpg" not in text_of(other.get("/messages/new"))
    stranger = Client().post(
        "/messages/new", {**given, "form_key": str(uuid.uuid4()), "attachments": [upload()]}
    )
    assert stranger.status_code == 302
    assert Attachment.objects.count() == 1
