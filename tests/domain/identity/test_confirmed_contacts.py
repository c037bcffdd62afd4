"""An email or phone is confirmed with a code before it is used, and held before secrets go there."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from customer_connect.domain.audit.actors import Actor, ActorKind
from customer_connect.domain.audit.actors import Channel as ActorChannel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.confirm_contact import confirm_contact, send_confirmation_code
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.code_exceptions import CodeOver, NotAnAddress, WrongCode
from customer_connect.domain.identity.models import ConfirmedContact, EmailOnFile
from tests.factories import ParticipantFactory
from tests.outbox import sent_code

NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
ANA = Actor(ActorKind.PARTICIPANT, "1", ActorChannel.WEB, "203.0.113.7")


@pytest.fixture
def ana(db) -> Participant:
    return ParticipantFactory.create(first_name="Ana", email="ana@example.org")


def confirm(
    ana: Participant, address: str, channel: Channel = Channel.EMAIL, **extra: Any
) -> ConfirmedContact:
    send_confirmation_code(participant=ana, channel=channel, address=address, by=ANA)
    return confirm_contact(
        participant=ana, channel=channel, address=address, code=sent_code(), by=ANA, **extra
    )


def test_a_confirmed_email_is_found_whatever_its_case(ana):
    confirm(ana, "New@Example.org")
    own = ConfirmedContact.objects.visible_to(ana)
    assert own.of_address(Channel.EMAIL, "new@example.org").get().address == "New@Example.org"
    assert own.get().address_masked == "N•••@Example.org"
    assert not ConfirmedContact.objects.visible_to(ParticipantFactory.create()).exists()


def test_a_phone_is_confirmed_by_text_message(ana):
    contact = confirm(ana, "+19165550177", Channel.TEXT)
    assert contact.address_masked == "•••-•••-0177"
    assert Delivery.objects.filter(channel=Channel.TEXT).get().address == "+19165550177"


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.EMAIL, "no at sign"),
        (Channel.EMAIL, ""),
        (Channel.EMAIL, "a@b@example.org"),
        (Channel.TEXT, "916-555-0177"),
        (Channel.TEXT, "+1916555017x"),
        (Channel.TEXT, "+18765550177"),
        (Channel.TEXT, "+447700900123"),
        (Channel.TEXT, "ana@example.org"),
        (Channel.LETTER, "100 Main Street"),
    ],
)
def test_what_is_no_address_gets_no_code(ana, channel, address):
    with pytest.raises(NotAnAddress):
        send_confirmation_code(participant=ana, channel=channel, address=address, by=ANA)
    assert not Delivery.objects.exists()


def test_no_phone_is_confirmed_where_the_agency_sends_no_text_messages(ana, settings):
    settings.TEXT_MESSAGES_PROVIDER = ""
    with pytest.raises(NotAnAddress):
        send_confirmation_code(participant=ana, channel=Channel.TEXT, address="+19165550177", by=ANA)


def test_a_code_for_one_address_confirms_no_other(ana):
    send_confirmation_code(participant=ana, channel=Channel.EMAIL, address="one@example.org", by=ANA)
    with pytest.raises(CodeOver):
        confirm_contact(
            participant=ana, channel=Channel.EMAIL, address="two@example.org", code=sent_code(), by=ANA
        )
    assert not ConfirmedContact.objects.exists()


def test_a_wrong_code_confirms_nothing_and_counts(ana):
    send_confirmation_code(participant=ana, channel=Channel.EMAIL, address="one@example.org", by=ANA)
    with pytest.raises(WrongCode) as refusal:
        confirm_contact(
            participant=ana, channel=Channel.EMAIL, address="one@example.org", code="nonsense", by=ANA
        )
    assert refusal.value.tries_left == 4
    assert not ConfirmedContact.objects.exists()


def test_the_email_on_file_is_told_of_a_new_one_and_the_new_one_is_not(ana):
    confirm(ana, "new@example.org")
    news = Delivery.objects.get(message="contact_added")
    assert news.address == "ana@example.org"
    assert news.participant == ana


def test_secrets_go_to_a_confirmed_email_after_the_hold(ana):
    with time_machine.travel(NOON, tick=False):
        confirm(ana, "new@example.org")
    own = ConfirmedContact.objects.visible_to(ana)
    assert not own.trusted(NOON + timedelta(days=14, seconds=-1)).exists()
    assert own.trusted(NOON + timedelta(days=14)).exists()


def test_secrets_go_to_an_email_at_once_that_was_confirmed_with_a_second_factor(ana):
    with time_machine.travel(NOON, tick=False):
        confirm(ana, "new@example.org", has_second_factor=True)
    assert ConfirmedContact.objects.visible_to(ana).trusted(NOON).exists()


def test_confirming_again_never_makes_the_hold_longer(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        first = confirm(ana, "new@example.org")
        clock.shift(timedelta(days=3))
        again = confirm(ana, "new@example.org")
        assert again.trusted_from == first.trusted_from
        assert again.confirmed_at == NOON + timedelta(days=3)


def test_the_email_that_came_with_a_person_is_old_enough_once_noted(ana):
    assert not EmailOnFile.objects.is_old_enough(ana, NOON)
    assert note_emails() == 1
    assert EmailOnFile.objects.is_old_enough(ana, NOON)
    assert note_emails() == 0


def test_a_changed_email_on_file_is_held_noted_or_not(ana):
    with time_machine.travel(NOON, tick=False):
        note_emails()
        ana.email = "changed@example.org"
        ana.save()
        assert not EmailOnFile.objects.is_old_enough(ana, NOON)
        assert note_emails() == 1
    assert not EmailOnFile.objects.is_old_enough(ana, NOON + timedelta(days=14, seconds=-1))
    assert EmailOnFile.objects.is_old_enough(ana, NOON + timedelta(days=14))


def test_an_email_given_to_somebody_who_had_none_is_held_too(ana):
    Participant.objects.update(email="")
    note_emails()
    ana.save()
    with time_machine.travel(NOON, tick=False):
        note_emails()
    assert not EmailOnFile.objects.is_old_enough(ana, NOON)


def test_the_old_email_is_told_once_when_the_record_has_another(ana: Participant) -> None:
    old = ana.email
    note_emails()
    for email in ("new@example.org", old, "other@example.org"):
        Participant.objects.filter(pk=ana.pk).update(email=email)
        assert note_emails() == 1
    told = Delivery.objects.filter(message="contact_changed", participant=ana).order_by("id")
    assert [delivery.address for delivery in told] == [old, "new@example.org"]


def test_nobody_is_told_where_there_was_no_email(ana: Participant) -> None:
    Participant.objects.filter(pk=ana.pk).update(email="")
    note_emails()
    Participant.objects.filter(pk=ana.pk).update(email="new@example.org")
    assert note_emails() == 1
    assert not Delivery.objects.exists()
