"""Messages as staff find, read and answer them."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from customer_connect.core.dates import today
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import CaseMember
from customer_connect.domain.conversations.actions.claim import claim
from customer_connect.domain.conversations.enums import FileState, State
from customer_connect.domain.conversations.models import Attachment, Conversation, Draft, Message, SavedReply
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole
from tests.domain.conversations.test_conversations import by
from tests.factories import ConversationFactory, Family, MessageFactory, OfficeFactory, ana_and_ben
from tests.staff.conversations.rows import file_of, message_of, reply_of
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


@pytest.fixture
def dee(family: Family) -> StaffMember:
    return staff_member("Dee", office=family.dee.office, caseworker=family.dee)


@pytest.fixture
def gus(family: Family) -> StaffMember:
    return staff_member("Gus", office=family.dee.office)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def rows_of(client: Client, show: str, **more: str) -> list[int]:
    page = client.get(at("conversations:inbox"), {"show": show, **more}).content.decode()
    return [int(number) for number in re.findall(r'href="/staff/messages/(\d+)"', page)]


def post(client: Client, name: str, message: Message, **typed: Any) -> Any:
    given = {"last_read_id": message.pk, "form_key": uuid.uuid4(), "body": "", **typed}
    return client.post(
        at(f"conversations:{name}", conversation_id=message.conversation_id), given, follow=True
    )


def page_of(client: Client, message: Message) -> Any:
    return client.get(at("conversations:conversation", conversation_id=message.conversation_id))


def test_the_inbox_shows_whose_turn_it_is(family, dee, gus):
    mine = message_of(family, assigned_to=dee).conversation_id
    nobodys = message_of(family).conversation_id
    late = message_of(family, assigned_to=gus, due_on=today().replace(year=2020)).conversation_id
    done = message_of(family, state=State.ANSWERED, due_on=None, waiting_since=None).conversation_id
    closed = message_of(family, state=State.CLOSED, due_on=None, waiting_since=None).conversation_id
    client = client_of(dee)
    for show, found in {
        "mine": [mine],
        "unassigned": [nobodys],
        "waiting": [late, mine, nobodys],
        "overdue": [late],
        "answered": [done],
        "closed": [closed],
    }.items():
        assert rows_of(client, show) == found, show
    assert rows_of(client, "waiting", worker=str(gus.pk)) == [late]
    assert "Overdue" in text_of(client.get(at("conversations:inbox"), {"show": "overdue"}))


def test_the_inbox_of_another_office_shows_nothing_of_this_one(family):
    message = message_of(family, "My secret plan")
    bens = CaseMember.objects.get(participant=family.ben).office
    for office in (bens, OfficeFactory.create()):
        assert office is not None
        client = client_of(staff_member(f"Eve{office.pk}", office=office))
        assert rows_of(client, "waiting") == []
        assert page_of(client, message).status_code == 404
        found = client.post(at("conversations:search"), {"words": "secret"}, follow=True)
        assert "Núñez" not in text_of(found)


def test_search_finds_by_words_name_and_number_and_never_puts_them_into_an_address(family, dee):
    message = message_of(family, "The check of Redwood Bank")
    client = client_of(dee)
    for words in ("redwood", "nunez", family.ana.number, family.case.number):
        page = client.post(at("conversations:search"), {"words": words}, follow=True)
        assert page.redirect_chain == [("/staff/messages?show=found", 302)]
        assert f"/staff/messages/{message.conversation_id}" in page.content.decode()
    assert "Type what to search for" in text_of(
        client.post(at("conversations:search"), {"words": ""}, follow=True)
    )


def test_an_answer_is_claimed_written_and_sent(family, dee):
    message = message_of(family, assigned_to=dee)
    client = client_of(dee)
    assert "Send the answer" not in text_of(page_of(client, message))
    page = post(client, "claim", message)
    assert "Send the answer" in text_of(page)
    page = post(client, "answer", message, body="It was sent on Monday.\r\nRegards")
    assert "was sent" in text_of(page)
    conversation = message.conversation
    conversation.refresh_from_db()
    assert (conversation.state, conversation.claimed_by) == (State.ANSWERED, None)
    assert conversation.messages.latest("pk").body == "It was sent on Monday.\nRegards"
    assert "not read yet" in text_of(page_of(client, message))


def test_what_is_wrong_with_an_answer_is_said_and_what_was_typed_is_kept(family, dee):
    message = message_of(family)
    client = client_of(dee)
    assert "Write an answer." in text_of(post(client, "answer", message))
    assert "At most 5000 characters" in text_of(post(client, "answer", message, body="x" * 5001))
    assert len(Draft.objects.get().body) == 5001
    assert "send it, or empty" in text_of(post(client, "close", message, body="Some words"))
    assert Draft.objects.get().body == "Some words"
    assert not Message.objects.from_staff().exists()


def test_two_in_one_inbox_never_answer_twice_and_lose_no_draft(family, dee, gus):
    message = message_of(family)
    dees, guss = client_of(dee), client_of(gus)
    post(dees, "claim", message)
    page = post(guss, "claim", message)
    assert "Dee is answering this now" in text_of(page)
    assert "Send the answer" not in text_of(page)
    assert "Being answered by Dee" in text_of(guss.get(at("conversations:inbox"), {"show": "waiting"}))
    # Gus had the form open from before.
    page = post(guss, "answer", message, body="Gus’s words")
    assert "Nothing was sent; your draft is kept." in text_of(page)
    assert "Gus’s words" in text_of(page)
    post(dees, "answer", message, body="Dee’s words")
    page = post(guss, "answer", message, body="Gus’s words again")
    assert "Something was written meanwhile" in text_of(page)
    assert "Gus’s words again" in page.content.decode()
    assert [each.body for each in Message.objects.from_staff()] == ["Dee’s words"]


def test_a_draft_keeps_itself_and_says_when_another_answers(family, dee, gus):
    message = message_of(family)
    address = at("conversations:draft", conversation_id=message.conversation_id)
    said = client_of(dee).post(address, {"body": "Dear Ana"}, headers={"Accept": "application/json"}).json()
    assert (bool(said["saved"]), said["answered_by"]) == (True, "")
    said = client_of(gus).post(address, {"body": "Hello"}, headers={"Accept": "application/json"}).json()
    assert said["answered_by"] == "Dee"
    assert dict(Draft.objects.values_list("staff__name", "body")) == {"Dee": "Dear Ana", "Gus": "Hello"}
    assert "Dear Ana" in page_of(client_of(dee), message).content.decode()
    assert "Draft of Dee" in text_of(page_of(client_of(gus), message))


def test_giving_it_back_keeps_the_draft_and_lets_others_answer(family, dee, gus):
    message = message_of(family)
    post(client_of(dee), "claim", message)
    post(client_of(dee), "release", message, body="Half a thought")
    assert Draft.objects.get().body == "Half a thought"
    assert "Send the answer" in text_of(post(client_of(gus), "claim", message))


def test_closing_needs_no_answer_and_opens_again_by_a_reply(family, dee):
    message = message_of(family)
    assert "Closed." in text_of(post(client_of(dee), "close", message))
    assert Conversation.objects.get().is_closed


def test_a_saved_reply_is_put_at_the_end_in_the_persons_language(family, dee):
    message = message_of(family, language="es")
    reply = reply_of(family)
    page = post(client_of(dee), "insert", message, body="Primero, gracias.", reply=reply.pk)
    wanted = "Primero, gracias.\n\nEstimada Ana: ya va en camino. Dee"
    assert Draft.objects.get().body == wanted
    assert wanted in page.content.decode()
    assert "Choose a saved reply first." in text_of(post(client_of(dee), "insert", message, body="x"))
    assert Draft.objects.get().body == "x"


def test_supervisors_keep_saved_replies_of_their_office(family):
    sam = staff_member("Sam", StaffRole.SUPERVISOR, family.dee.office)
    client = client_of(sam)
    given = {"title": "Hello", "body_en": "Hello {first_name}", "body_es": "Hola {frist_name}"}
    page = client.post(at("conversations:new_reply"), given)
    assert "{frist_name} means nothing here." in text_of(page)
    client.post(at("conversations:new_reply"), {**given, "body_es": "Hola {first_name}"})
    reply = SavedReply.objects.get()
    assert reply.office == family.dee.office
    client.post(at("conversations:change_reply", reply_id=reply.pk), {**given, "body_es": "Hola"})
    reply.refresh_from_db()
    assert reply.body_es == "Hola"
    everywhere = reply_of(family, office=None)
    assert client.post(at("conversations:delete_reply", reply_id=everywhere.pk)).status_code == 404
    client.post(at("conversations:delete_reply", reply_id=reply.pk))
    assert list(SavedReply.objects.all()) == [everywhere]


def test_work_is_assigned_to_those_who_can_do_it(family, dee, gus):
    message = message_of(family)
    client = client_of(dee)
    assert "Assigned to Gus." in text_of(post(client, "assign", message, to=gus.pk))
    eve = staff_member("Eve", office=OfficeFactory.create())
    assert "Choose somebody from the list." in text_of(post(client, "assign", message, to=eve.pk))
    assert Conversation.objects.get().assigned_to == gus
    assert "the whole office" in text_of(post(client, "assign", message, to=""))


def test_who_is_away_has_a_stand_in_who_finds_their_work(family, dee, gus):
    message = message_of(family, assigned_to=dee)
    client = client_of(dee)
    given = {"away_from": today().isoformat(), "away_until": "", "stand_in": gus.pk}
    assert "Gus stands in for you." in text_of(client.post(at("conversations:away"), given, follow=True))
    assert rows_of(client_of(gus), "mine") == [message.conversation_id]
    page = text_of(client_of(gus).get(at("conversations:inbox"), {"show": "mine"}))
    assert "Dee (away; Gus stands in)" in page
    assert "Choose who answers" in text_of(client.post(at("conversations:away"), {**given, "stand_in": ""}))
    assert "before the first" in text_of(
        client.post(at("conversations:away"), {**given, "away_until": "2020-01-01"})
    )
    client.post(at("conversations:away"), {"back": "1"})
    assert rows_of(client_of(gus), "mine") == []


def test_a_supervisor_hands_all_of_somebodys_work_over(family, dee, gus):
    message = message_of(family, assigned_to=dee)
    client = client_of(staff_member("Sam", StaffRole.SUPERVISOR, family.dee.office))
    page = client.post(at("conversations:hand_over"), {"of": dee.pk, "to": gus.pk}, follow=True)
    assert "1 went from Dee to Gus." in text_of(page)
    message.conversation.refresh_from_db()
    assert message.conversation.assigned_to == gus
    assert "Choose somebody else." in text_of(
        client.post(at("conversations:hand_over"), {"of": gus.pk, "to": gus.pk})
    )


def test_files_are_handed_out_from_quarantine_only_when_clean(family, dee):
    message = message_of(family)
    attachment = file_of(message)
    client = client_of(dee)
    address = at("conversations:file", attachment_id=attachment.pk)
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert address in page_of(client, message).content.decode()
    for state, words in (
        (FileState.WAITING, "In quarantine"),
        (FileState.REFUSED, "Not accepted"),
    ):
        Attachment.objects.update(state=state, scanned_at=None)
        assert client.get(address).status_code == 404
        assert words in text_of(page_of(client, message))
    Attachment.objects.update(state=FileState.CLEAN)
    assert "Not scanned for viruses" in text_of(page_of(client, message))


def test_each_look_is_written_down_and_a_page_that_loads_itself_is_no_new_one(family, dee):
    message = message_of(family)
    client = client_of(dee)
    looks = Event.objects.filter(action="staff.conversation_seen", participant_number=family.ana.pk)
    address = at("conversations:conversation", conversation_id=message.conversation_id)
    poll = {"X-Connect-Poll": "1"}
    client.get(address, headers=poll)
    assert looks.count() == 1  # whoever pretends to be a poll is written down too
    client.get(address, headers=poll)
    assert looks.count() == 1
    MessageFactory.create(conversation=message.conversation)
    client.get(address, headers=poll)
    client.get(address)
    assert looks.count() == 3
    assert not Message.objects.from_participants().unread().exists()


def test_the_inbox_needs_no_more_queries_for_more_rows(family, dee, django_assert_max_num_queries):
    for _ in range(8):
        message_of(family, assigned_to=dee)
    client = client_of(dee)
    client.get(at("conversations:inbox"))
    with django_assert_max_num_queries(22):
        client.get(at("conversations:inbox"), {"show": "waiting"})


def test_what_a_claim_says_is_true_for_its_time_only(family, dee, gus):
    message = message_of(family)
    claim(conversation=message.conversation, staff=gus, by=by(gus))
    Conversation.objects.update(claimed_until=timezone.now())
    assert "is answering" not in text_of(page_of(client_of(dee), message))


def test_many_rows_are_paged(family, dee):
    ConversationFactory.create_batch(51, participant=family.ana, case=family.case, office=family.dee.office)
    client = client_of(dee)
    assert len(rows_of(client, "waiting")) == 50
    assert len(rows_of(client, "waiting", page="2")) == 1
