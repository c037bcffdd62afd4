"""A temporary PIN by letter: how long it works, and that the newest one is the one that goes out."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.deliveries.enums import Channel, Reason, State
from customer_connect.domain.deliveries.messages import TemporaryPinLetter
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.rendering import unseal_message
from customer_connect.domain.identity.actions.cancel_returned_pins import cancel_returned_pins
from customer_connect.domain.identity.actions.mail_temporary_pin import CannotBeMailed, mail_temporary_pin
from customer_connect.domain.identity.models import TemporaryPin
from customer_connect.domain.identity.pin_hashes import is_pin
from customer_connect.domain.identity.pin_lifetimes import end_of, last_day_of_mailed_pin
from tests.factories import ParticipantFactory, ana_and_ben

ME = Actor.system("test")
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


def message_of(delivery):
    message = unseal_message(delivery.message, bytes(delivery.context_sealed))
    assert isinstance(message, TemporaryPinLetter)
    return message


@pytest.mark.parametrize(
    ("place", "last_day"),
    [
        ({"state": "CA"}, date(2026, 3, 22)),
        ({"state": "AK"}, date(2026, 3, 31)),
        ({"state": "pr"}, date(2026, 3, 31)),
        ({"state": "AE", "city": "APO"}, date(2026, 3, 31)),
        ({"state": "", "country": "MX"}, date(2026, 3, 31)),
        ({"state": "DC", "country": ""}, date(2026, 3, 22)),
    ],
)
def test_a_mailed_pin_works_longer_where_mail_takes_longer(place, last_day):
    assert last_day_of_mailed_pin(ParticipantFactory.build(**place), NOON) == last_day


def test_it_never_works_longer_than_the_agencys_days():
    until = last_day_of_mailed_pin(ParticipantFactory.build(state="CA"), NOON)
    assert timedelta(days=20) < end_of(until) - NOON <= timedelta(days=21)


@pytest.mark.django_db
def test_the_letter_holds_the_pin_that_works_and_its_last_day():
    ana = ana_and_ben().ana
    delivery = mail_temporary_pin(participant=ana, by=ME)
    message = message_of(delivery)
    pin = TemporaryPin.objects.get(user__participant=ana)
    assert is_pin(message.pin, user_id=pin.user_id, hashed=pin.hash)
    assert pin.sent_by == Channel.LETTER
    assert timezone.localdate(pin.expires_at - timedelta(seconds=1)) == message.until_on
    assert delivery.language == "es"


@pytest.mark.django_db
def test_a_new_pin_takes_the_older_letter_back():
    ana = ana_and_ben().ana
    older = mail_temporary_pin(participant=ana, by=ME)
    newer = mail_temporary_pin(participant=ana, by=ME)
    older.refresh_from_db()
    assert (older.state, older.reason, older.context_sealed) == (State.SKIPPED, Reason.REPLACED, None)
    assert newer.state == State.QUEUED


@pytest.mark.django_db
def test_without_a_good_address_the_pin_in_force_stays():
    family = ana_and_ben()
    mail_temporary_pin(participant=family.ana, by=ME)
    before = TemporaryPin.objects.values_list("hash").get()
    family.ana.is_address_valid = False
    with pytest.raises(CannotBeMailed):
        mail_temporary_pin(participant=family.ana, by=ME)
    assert TemporaryPin.objects.values_list("hash").get() == before


@pytest.mark.django_db
def test_the_same_occasion_brings_one_letter():
    ana = ana_and_ben().ana
    first = mail_temporary_pin(participant=ana, once_key="first-pin:1", by=ME)
    pin = message_of(first).pin
    again = mail_temporary_pin(participant=ana, once_key="first-pin:1", by=ME)
    assert again == first
    assert message_of(again).pin == pin
    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_staff_can_mail_a_new_pin_and_are_told_of_those_who_get_none():
    family = ana_and_ben()
    out = StringIO()
    with pytest.raises(CommandError, match=f"{family.mia.pk}: no parent.*999: not listed"):
        call_command("mail-pin", str(family.ana.pk), str(family.mia.pk), "999", stdout=out)
    assert "next batch: 1." in out.getvalue()
    assert Delivery.objects.get().participant == family.ana


@pytest.mark.django_db
def test_a_pin_whose_letter_came_back_works_no_more():
    ana = ana_and_ben().ana
    old, new = mail_temporary_pin(participant=ana, by=ME), mail_temporary_pin(participant=ana, by=ME)
    came_back = {"state": State.FAILED, "reason": Reason.BAD_ADDRESS}
    Delivery.objects.filter(pk=old.pk).update(**came_back)
    assert cancel_returned_pins() == 0, "that letter held an older one"
    Delivery.objects.filter(pk=new.pk).update(**came_back)
    TemporaryPin.objects.update(used_at=timezone.now())
    assert cancel_returned_pins() == 0, "its owner has read it"
    TemporaryPin.objects.update(used_at=None)
    assert cancel_returned_pins() == 1
    assert cancel_returned_pins() == 0
    assert (
        Event.objects.filter(action="identity.temporary_pin_cancelled", participant_number=ana.pk).count()
        == 1
    )
