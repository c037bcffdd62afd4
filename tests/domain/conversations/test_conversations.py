"""Messages: who sees what, who answers when, and that nobody answers twice."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from customer_connect.core.agencies import agency
from customer_connect.core.dates import today
from customer_connect.core.sealing import seal
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.conversations import found as found_module
from customer_connect.domain.conversations.actions.answer import answer, close_conversation
from customer_connect.domain.conversations.actions.assign import assign, candidates, hand_over
from customer_connect.domain.conversations.actions.claim import claim, release
from customer_connect.domain.conversations.actions.save_draft import save_draft
from customer_connect.domain.conversations.actions.write import open_conversation, reply
from customer_connect.domain.conversations.due_dates import due_date_of
from customer_connect.domain.conversations.enums import State, Subject
from customer_connect.domain.conversations.exceptions import (
    AnsweredByOther,
    CannotAssign,
    ConversationMoved,
    NotTheirCase,
    TooManyMessages,
)
from customer_connect.domain.conversations.found import numbers_of_conversations_found
from customer_connect.domain.conversations.models import Conversation, Draft, Message
from customer_connect.domain.conversations.retention import follow_offices, forget_old_messages
from customer_connect.domain.deliveries.enums import Channel as Way
from customer_connect.domain.deliveries.enums import State as DeliveryState
from customer_connect.domain.deliveries.models import Delivery, SafeContact
from customer_connect.domain.deliveries.rendering import render_email, render_text, unseal_message
from customer_connect.domain.identity.models import ConfirmedContact, StaffMember
from customer_connect.domain.identity.models.contacts import CONTACT_PURPOSE, contact_index
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.staff_scopes import scope_of
from tests.factories import Family, OfficeFactory, ana_and_ben, cal
from tests.staff.doors import staff_member

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class World:
    """Ana writes to Alder, where Dee and Gus work; Ben to Birch, where Bo works; Eve works elsewhere."""

    family: Family
    dee: StaffMember
    gus: StaffMember
    bo: StaffMember
    eve: StaffMember


@pytest.fixture
def world() -> World:
    family = ana_and_ben()
    bens = CaseMember.objects.get(participant=family.ben)
    assert bens.office is not None
    return World(
        family,
        staff_member("Dee", office=family.dee.office, caseworker=family.dee),
        staff_member("Gus", office=family.dee.office),
        staff_member("Bo", office=bens.office, caseworker=bens.caseworker),
        staff_member("Eve", office=OfficeFactory.create()),
    )


def by(who: Participant | StaffMember) -> Actor:
    kind = ActorKind.PARTICIPANT if isinstance(who, Participant) else ActorKind.STAFF
    return Actor(kind, str(who.pk), Channel.WEB)


def written(person: Participant, case_id: int, body: str = "Where is my payment?", **more) -> Conversation:
    given = {"subject": Subject.PAYMENT, "language": "en", "form_key": uuid.uuid4(), **more}
    return open_conversation(participant=person, case_id=case_id, body=body, by=by(person), **given)


def written_by_ana(world: World, body: str = "Where is my payment?", **more) -> Conversation:
    return written(world.family.ana, world.family.case.pk, body, **more)


def answered(
    conversation: Conversation, staff: StaffMember, body: str = "It is on its way.", **more
) -> Message:
    last = Message.objects.filter(conversation=conversation).latest("pk").pk
    given = {"last_read_id": last, "form_key": uuid.uuid4(), **more}
    return answer(conversation=conversation, staff=staff, body=body, by=by(staff), **given)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALIFORNIA)


# ---- who sees what


def test_a_conversation_is_its_authors_and_their_own_offices_alone(world):
    conversation = written_by_ana(world)
    message = conversation.messages.get()
    assert (conversation.office, conversation.assigned_to) == (world.family.dee.office, world.dee)
    for person, sees in ((world.family.ana, True), (world.family.ben, False), (cal(), False)):
        assert Conversation.objects.visible_to(person).exists() is sees
        assert Message.objects.visible_to(person).filter(pk=message.pk).exists() is sees
    everywhere = staff_member("Sam", StaffRole.SUPERVISOR)
    auditor = staff_member("Ava", StaffRole.AUDITOR)
    for staff, sees in (
        *((world.dee, True), (world.gus, True), (everywhere, True)),
        *((world.bo, False), (world.eve, False), (auditor, False)),
    ):
        assert Conversation.objects.visible_to_staff(scope_of(staff)).exists() is sees, staff
        assert Message.objects.visible_to_staff(scope_of(staff)).exists() is sees, staff


def test_the_other_partys_own_office_sees_their_messages(world):
    written(world.family.ben, world.family.case.pk)
    assert Conversation.objects.visible_to_staff(scope_of(world.bo)).exists()


def test_nobody_writes_about_a_case_that_is_not_theirs(world):
    for person in (cal(), world.family.mia):
        with pytest.raises(NotTheirCase):
            written(person, world.family.case.pk)
    conversation = written_by_ana(world)
    with pytest.raises(Conversation.DoesNotExist):
        reply(
            participant=world.family.ben,
            conversation=conversation,
            body="I read this",
            form_key=uuid.uuid4(),
            by=by(world.family.ben),
        )


def test_a_stand_in_sees_the_work_of_who_is_away(world):
    conversation = written_by_ana(world)
    assert not Conversation.objects.of_worker(world.eve).exists()
    StaffMember.objects.filter(pk=world.dee.pk).update(
        away_from=today() - timedelta(days=1), away_until=None, stand_in=world.eve
    )
    assert Conversation.objects.of_worker(world.eve).get() == conversation
    assert Conversation.objects.visible_to_staff(scope_of(world.eve)).get() == conversation


def test_where_the_stand_in_is_away_too_the_next_one_has_the_work_of_both(world):
    conversation = written_by_ana(world)
    for staff, stand_in in ((world.dee, world.gus), (world.gus, world.eve)):
        assert not Conversation.objects.of_worker(stand_in).exists()
        StaffMember.objects.filter(pk=staff.pk).update(away_from=today(), stand_in=stand_in)
        assert Conversation.objects.of_worker(stand_in).get() == conversation
    assert Conversation.objects.visible_to_staff(scope_of(world.eve)).get() == conversation
    # All are away for one another: nobody is asked for ever.
    StaffMember.objects.filter(pk=world.eve.pk).update(away_from=today(), stand_in=world.dee)
    assert Conversation.objects.of_worker(world.dee).get() == conversation


# ---- writing


def test_pressing_the_button_twice_writes_once_and_another_text_twice(world):
    key = uuid.uuid4()
    first, again = (written_by_ana(world, form_key=key) for _ in range(2))
    other = written_by_ana(world, "Another question", form_key=key)
    assert first == again != other
    assert Message.objects.count() == 2
    assert Event.objects.filter(action="conversations.written").count() == 2


def test_a_reply_opens_an_answered_conversation_again_and_keeps_the_oldest_due_date(world):
    with time_machine.travel(at("2026-03-02 10:00"), tick=False):
        conversation = written_by_ana(world)
    with time_machine.travel(at("2026-03-03 10:00"), tick=False):
        more = {"participant": world.family.ana, "conversation": conversation, "by": by(world.family.ana)}
        reply(body="Are you there?", form_key=uuid.uuid4(), **more)
    conversation.refresh_from_db()
    assert (conversation.state, conversation.due_on) == (State.OPEN, date(2026, 3, 5))
    answered(conversation, world.dee)
    conversation.refresh_from_db()
    assert (conversation.state, conversation.due_on) == (State.ANSWERED, None)
    with time_machine.travel(at("2026-03-09 10:00"), tick=False):
        reply(body="Thank you, but …", form_key=uuid.uuid4(), **more)
    conversation.refresh_from_db()
    assert (conversation.state, conversation.due_on) == (State.OPEN, date(2026, 3, 12))


def test_there_is_a_limit_to_messages_in_a_day(world):
    for number in range(agency().messages.messages_a_day):
        written_by_ana(world, f"Question {number}")
    with pytest.raises(TooManyMessages):
        written_by_ana(world, "One more")
    with time_machine.travel(datetime.now(tz=CALIFORNIA) + timedelta(days=1, minutes=1)):
        written_by_ana(world, "One more")


@pytest.mark.parametrize(
    ("written_at", "due_on"),
    [
        ("2026-03-02 09:00", "2026-03-05"),  # Monday: Tuesday, Wednesday, Thursday
        ("2026-03-06 23:59", "2026-03-11"),  # Friday night
        ("2026-03-07 00:01", "2026-03-11"),  # Saturday
        ("2026-03-30 09:00", "2026-04-03"),  # César Chávez Day, March 31, is a holiday of California
        ("2026-11-24 09:00", "2026-12-01"),  # Thanksgiving and the day after
        ("2026-12-23 09:00", "2026-12-29"),  # Christmas
        ("2026-07-01 09:00", "2026-07-07"),  # July 4 on a Saturday, kept on Friday
    ],
)
def test_the_clock_runs_on_business_days_where_the_agency_is(written_at, due_on):
    assert due_date_of(at(written_at)) == date.fromisoformat(due_on)


def test_what_is_due_today_is_not_overdue(world):
    with time_machine.travel(at("2026-03-02 10:00")):
        conversation = written_by_ana(world)
    for day, is_overdue in ((5, False), (6, True)):
        with time_machine.travel(at(f"2026-03-{day:02} 17:30")):
            assert conversation.is_overdue is is_overdue
            assert Conversation.objects.overdue(date(2026, 3, day)).exists() is is_overdue


# ---- answering


def test_two_do_not_answer_at_once(world):
    conversation = written_by_ana(world)
    claim(conversation=conversation, staff=world.dee, by=by(world.dee))
    with pytest.raises(AnsweredByOther, match="Dee"):
        claim(conversation=conversation, staff=world.gus, by=by(world.gus))
    with pytest.raises(AnsweredByOther, match="Dee"):
        answered(conversation, world.gus)
    assert save_draft(conversation=conversation, staff=world.gus, body="My own words") is False
    answered(conversation, world.dee)
    with pytest.raises(ConversationMoved):
        answered(conversation, world.gus, last_read_id=conversation.messages.earliest("pk").pk)
    assert conversation.messages.from_staff().count() == 1
    assert Draft.objects.get().body == "My own words"


def test_a_claim_runs_out_is_lengthened_by_typing_and_can_be_given_back(world):
    conversation = written_by_ana(world)
    minutes = agency().messages.claim_minutes
    start = at("2026-03-02 10:00")
    with time_machine.travel(start, tick=False):
        claim(conversation=conversation, staff=world.dee, by=by(world.dee))
    with time_machine.travel(start + timedelta(minutes=minutes - 1), tick=False):
        assert save_draft(conversation=conversation, staff=world.dee, body="Dear Ana")
    with time_machine.travel(start + timedelta(minutes=minutes + 1), tick=False):
        conversation.refresh_from_db()
        with pytest.raises(AnsweredByOther):
            claim(conversation=conversation, staff=world.gus, by=by(world.gus))
        release(conversation=conversation, staff=world.gus, by=by(world.gus))  # not his to give
        with pytest.raises(AnsweredByOther):
            claim(conversation=conversation, staff=world.gus, by=by(world.gus))
    with time_machine.travel(start + timedelta(minutes=2 * minutes), tick=False):
        claim(conversation=conversation, staff=world.gus, by=by(world.gus))
        conversation.refresh_from_db()
        release(conversation=conversation, staff=world.gus, by=by(world.gus))
    conversation.refresh_from_db()
    assert (conversation.claimed_by, conversation.claimed_until) == (None, None)
    assert Draft.objects.get().body == "Dear Ana"


def test_an_answer_to_what_was_not_read_is_stopped_and_kept(world):
    conversation = written_by_ana(world)
    read = conversation.messages.get().pk
    save_draft(conversation=conversation, staff=world.dee, body="An answer")
    reply(
        participant=world.family.ana,
        conversation=conversation,
        body="It has come. Thank you!",
        form_key=uuid.uuid4(),
        by=by(world.family.ana),
    )
    for act in (
        lambda: answered(conversation, world.dee, last_read_id=read),
        lambda: close_conversation(
            conversation=conversation, staff=world.dee, last_read_id=read, by=by(world.dee)
        ),
    ):
        with pytest.raises(ConversationMoved):
            act()
    assert Draft.objects.get().body == "An answer"


def test_the_same_answer_sent_twice_is_one(world):
    conversation = written_by_ana(world)
    key = uuid.uuid4()
    assert answered(conversation, world.dee, form_key=key) == answered(conversation, world.dee, form_key=key)
    assert not Draft.objects.exists()
    assert Delivery.objects.count() == 1


def test_whoever_answers_what_is_nobodys_has_it_from_then_on(world):
    conversation = written_by_ana(world)
    assign(conversation=conversation, to=None, by=by(world.dee))
    conversation.refresh_from_db()
    answered(conversation, world.gus)
    conversation.refresh_from_db()
    assert conversation.assigned_to == world.gus


def test_a_closed_conversation_waits_no_more(world):
    conversation = written_by_ana(world)
    last = conversation.messages.get().pk
    close_conversation(conversation=conversation, staff=world.dee, last_read_id=last, by=by(world.dee))
    conversation.refresh_from_db()
    assert (conversation.state, conversation.due_on) == (State.CLOSED, None)
    assert not Delivery.objects.exists()


# ---- handing over


def test_only_those_who_can_open_a_conversation_are_asked_to_answer_it(world):
    conversation = written_by_ana(world)
    assert candidates(conversation) == [world.dee, world.gus]
    for staff in (world.bo, world.eve, staff_member("Ava", StaffRole.AUDITOR, office=world.dee.office)):
        with pytest.raises(CannotAssign):
            assign(conversation=conversation, to=staff, by=by(world.dee))
    assign(conversation=conversation, to=world.gus, by=by(world.dee))
    conversation.refresh_from_db()
    assert conversation.assigned_to == world.gus


def test_all_that_waits_with_somebody_is_handed_over_at_once(world):
    mine, done = written_by_ana(world, "One"), written_by_ana(world, "Two")
    answered(done, world.dee)
    assert hand_over(of=world.dee, to=world.eve, by=by(world.gus)) == (0, 1)
    assert hand_over(of=world.dee, to=world.gus, by=by(world.gus)) == (1, 0)
    for conversation, owner in ((mine, world.gus), (done, world.dee)):
        conversation.refresh_from_db()
        assert conversation.assigned_to == owner


def test_a_conversation_follows_the_person_to_another_office(world):
    conversation = written_by_ana(world)
    assert follow_offices() == 0
    new = OfficeFactory.create()
    CaseMember.objects.filter(participant=world.family.ana).update(office=new)
    assert follow_offices() == 1
    conversation.refresh_from_db()
    assert conversation.office == new
    Conversation.objects.update(office=None)
    assert follow_offices() == 1


# ---- telling


def words_sent() -> list[str]:
    sent = []
    for delivery in Delivery.objects.filter(state=DeliveryState.QUEUED).order_by("pk"):
        message = unseal_message(delivery.message, bytes(delivery.context_sealed or b""))
        if delivery.channel == Way.TEXT:
            sent.append(render_text(message, language=delivery.language))
        else:
            email = render_email(message, language=delivery.language)
            sent.append(f"{email.subject}\n{email.text}")
    return sent


def test_the_person_is_told_in_their_language_that_there_is_something_and_not_what(world):
    answered(written_by_ana(world), world.dee, "Your payment of $450 was sent on Monday.")
    (told,) = words_sent()
    assert told.startswith("Hay algo nuevo para usted")
    assert not [
        word for word in ("450", "pag", "manutención", "caso", "Dee", "Ana", "mensaje") if word in told
    ]


def test_where_email_is_not_safe_a_confirmed_phone_is_told(world):
    ana = world.family.ana
    SafeContact.objects.create(participant=ana, unsafe_ways=["email"], changed_at=at("2026-03-02 10:00"))
    answered(written_by_ana(world, "One"), world.dee)
    assert words_sent() == []  # the phone on file is not confirmed
    ConfirmedContact.objects.create(
        participant=ana,
        channel=Way.TEXT,
        address_index=contact_index("+19165550171"),
        address_sealed=seal("+19165550171", purpose=CONTACT_PURPOSE),
        address_masked="…0171",
        confirmed_at=at("2026-03-02 10:00"),
        trusted_from=at("2026-03-02 10:00"),
    )
    answered(written_by_ana(world, "Two"), world.dee)
    (told,) = words_sent()
    assert "algo nuevo" in told


# ---- finding and forgetting


@pytest.mark.parametrize("few", [0, 1_000], ids=["what many have", "what few have"])
def test_conversations_are_found_by_number_name_subject_and_words(world, monkeypatch, few):
    monkeypatch.setattr(found_module, "FEW", few)
    everywhere, nowhere = StaffScope(is_everywhere=True), StaffScope(office_id=0)
    ana, case = world.family.ana, world.family.case
    conversation = written_by_ana(world, "El pago del sábado no llegó; mi banco es Redwood Credit Union.")
    other = written(world.family.ben, case.pk, "I changed jobs.", subject=Subject.INFORMATION)
    for typed, found in {
        ana.number: {conversation},
        case.number: {conversation, other},
        "nunez": {conversation},
        "Ana Lucía Núñez": set(),
        "ana nuñez-o'hara": {conversation},
        "Abbott, Ben": {other},
        "redwood": {conversation},
        "SABADO redw": {conversation},
        "sábado jobs": set(),
        "information": {other},
        "'; drop table & | ! :*": set(),
        "   ": set(),
        "%": set(),
    }.items():
        assert found_by(everywhere, typed) == {one.pk for one in found}, typed
        assert not found_by(nowhere, typed), typed
        for scope in (scope_of(world.dee), StaffScope(office_id=case.office_id)):
            visible = Conversation.objects.visible_to_staff(scope)
            theirs = {one.pk for one in found if visible.filter(pk=one.pk)}
            assert found_by(scope, typed) == theirs, typed


def found_by(scope: StaffScope, typed: str) -> set[int]:
    return set(numbers_of_conversations_found(scope, typed, most=10))


@pytest.mark.postgres
def test_words_are_found_by_their_index(world):
    written_by_ana(world)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Message.objects.with_words("payment").explain()
    assert "message_words" in plan


def test_old_conversations_are_forgotten_and_open_ones_never(world):
    old, waiting = written_by_ana(world, "One"), written_by_ana(world, "Two")
    answered(old, world.dee)
    assert forget_old_messages() == 0
    days = agency().messages.kept_days
    with time_machine.travel(datetime.now(tz=CALIFORNIA) + timedelta(days=days + 1)):
        assert forget_old_messages() == 1
    assert list(Conversation.objects.all()) == [waiting]
