from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.callers import verified_in
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.deliveries.enums import Channel as DeliveryChannel
from customer_connect.domain.identity.actions.change_pin import change_pin, choose_pin
from customer_connect.domain.identity.actions.confirm_pin import confirm_pin
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.actions.unlock import disable_pin
from customer_connect.domain.identity.exceptions import (
    CannotHaveAPin,
    NotTemporary,
    PinDisabled,
    SecondFactorNeeded,
    SignInRefused,
    WeakPin,
    WrongIdentifierOrPin,
)
from customer_connect.domain.identity.models import Outcome, Passkey, Pin, Session, SignIn, TemporaryPin
from customer_connect.domain.identity.pin_rules import check_pin, owner_of
from customer_connect.domain.identity.second_factors import ways_of
from tests.domain.calls.agents import call_by
from tests.domain.identity.people import COMMAND, NEW, PIN, WRONG, caller, give_pin
from tests.factories import CaseMemberFactory, Family, ParticipantFactory, ana_and_ben

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    return ana_and_ben()


def issue(family: Family) -> str:
    end = timezone.now() + timedelta(days=21)
    return issue_temporary_pin(participant=family.ana, expires_at=end, by=COMMAND)


def test_an_issued_pin_is_six_good_digits_that_sign_in_once(family: Family) -> None:
    pin = issue(family)
    assert len(pin) == 6
    check_pin(pin, owner_of(family.ana))
    assert sign_in(identifier=family.ana.number, pin=pin, by=caller()).must_choose_pin


def test_a_newly_issued_pin_takes_the_place_of_the_last(family: Family) -> None:
    first, second = issue(family), issue(family)
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=family.ana.number, pin=first, by=caller())
    sign_in(identifier=family.ana.number, pin=second, by=caller())
    assert TemporaryPin.objects.count() == 1


@pytest.mark.usefixtures("slow_pin_hashes")
def test_a_pin_is_kept_only_as_an_argon2id_hash_with_the_agreed_cost(family: Family) -> None:
    pin = issue(family)
    kept = TemporaryPin.objects.get()
    assert kept.hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert all(pin not in str(value) for value in vars(kept).values())
    assert all(pin not in str(event.details) for event in Event.objects.all())


def test_whoever_asks_for_a_pin_in_anothers_name_takes_nothing_from_them(family: Family) -> None:
    give_pin(family.ana)
    before = family.ana.user.get_session_auth_hash()
    issue(family)
    family.ana.user.refresh_from_db()
    assert family.ana.user.get_session_auth_hash() == before
    assert not sign_in(identifier=family.ana.number, pin=PIN, by=caller()).must_choose_pin


def test_a_pin_that_was_turned_off_is_gone_with_its_sessions_when_a_new_one_is_issued(family: Family) -> None:
    give_pin(family.ana)
    before = family.ana.user.get_session_auth_hash()
    disable_pin(participant=family.ana, by=COMMAND)
    pin = issue(family)
    family.ana.user.refresh_from_db()
    assert family.ana.user.get_session_auth_hash() != before
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=family.ana.number, pin=PIN, by=caller())
    assert sign_in(identifier=family.ana.number, pin=pin, by=caller()).must_choose_pin


def test_whoever_is_in_when_a_pin_is_turned_off_by_staff_is_out_on_the_web_and_on_the_phone(
    family: Family, client: Client
) -> None:
    give_pin(family.ana)
    client.force_login(family.ana.user)
    call = call_by(family.ana)
    assert verified_in(call) == family.ana
    disable_pin(participant=family.ana, by=COMMAND)
    assert not Session.objects.visible_to(family.ana.user).exists()
    assert verified_in(call) is None
    assert Event.objects.get(action="identity.pin_disabled").details["sessions"] == 1


def test_issuing_a_pin_lifts_a_lock_but_gives_no_more_tries_in_a_row(family: Family) -> None:
    give_pin(family.ana)
    for number in range(4 * 5):
        if number % 5 == 0:
            issue(family)
        with pytest.raises(SignInRefused):
            sign_in(identifier=family.ana.number, pin=WRONG, by=caller(f"198.51.100.{number}"))
    with pytest.raises(PinDisabled):
        sign_in(identifier=family.ana.number, pin=PIN, by=caller())


def test_choosing_a_pin_removes_the_temporary_and_the_older_one(family: Family) -> None:
    give_pin(family.ana)
    temporary = issue(family)
    user = sign_in(identifier=family.ana.number, pin=temporary, by=caller()).user
    for old in (PIN, temporary):
        with pytest.raises(WeakPin):
            choose_pin(user=user, new=old, by=COMMAND)
    choose_pin(user=user, new=NEW, by=COMMAND)
    assert not TemporaryPin.objects.exists()
    for old in (PIN, temporary):
        with pytest.raises(WrongIdentifierOrPin):
            sign_in(identifier=family.ana.number, pin=old, by=caller())
    assert Pin.objects.count() == 1


def test_changing_the_pin_removes_a_temporary_one_that_somebody_asked_for(family: Family) -> None:
    give_pin(family.ana)
    temporary = issue(family)
    change_pin(user=family.ana.user, current=PIN, new=NEW, by=caller())
    with pytest.raises(WrongIdentifierOrPin):
        sign_in(identifier=family.ana.number, pin=temporary, by=caller())


def test_a_temporary_pin_only_signs_in_it_confirms_nothing(family: Family) -> None:
    give_pin(family.ana)
    temporary = issue(family)
    with pytest.raises(WrongIdentifierOrPin):
        confirm_pin(user=family.ana.user, pin=temporary, by=caller())
    with pytest.raises(WrongIdentifierOrPin):
        change_pin(user=family.ana.user, current=temporary, new=NEW, by=caller())


def test_beside_a_passkey_a_temporary_pin_needs_the_second_factor_and_does_not_work_by_phone(
    family: Family,
) -> None:
    temporary = issue(family)
    user = family.ana.user
    Passkey.objects.create(
        user=user, name="x", credential_id=b"1", public_key=b"2", sign_count=0, added_at=timezone.now()
    )
    with pytest.raises(SecondFactorNeeded):
        sign_in(identifier=family.ana.number, pin=temporary, by=caller(channel=Channel.PHONE))
    signed_in = sign_in(identifier=family.ana.number, pin=temporary, by=caller())
    assert signed_in.needs_second_factor
    assert SignIn.objects.visible_to(family.ana).newest_first()[0].outcome == Outcome.HALF


@pytest.mark.parametrize(("sent_by", "emails"), [(DeliveryChannel.EMAIL, 0), (DeliveryChannel.LETTER, 1)])
def test_a_code_by_email_is_no_second_factor_beside_a_pin_by_email(
    family: Family, sent_by: DeliveryChannel, emails: int
) -> None:
    note_emails()
    end = timezone.now() + timedelta(days=1)
    issue_temporary_pin(participant=family.ana, expires_at=end, sent_by=sent_by, by=COMMAND)
    user = family.ana.user
    assert len(ways_of(user).emails) == 1
    TemporaryPin.objects.update(used_at=timezone.now())
    choose_pin(user=user, new=NEW, by=COMMAND)
    assert len(ways_of(user).emails) == emails
    change_pin(user=user, current=NEW, new="640817", by=caller())
    assert len(ways_of(user).emails) == emails, "a PIN changed once more comes from the same mailbox"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert len(ways_of(user).emails) == 1


def test_a_pin_by_letter_ends_the_hold_on_codes_by_email(family: Family) -> None:
    note_emails()
    for sent_by, new in ((DeliveryChannel.EMAIL, NEW), (DeliveryChannel.LETTER, "640817")):
        end = timezone.now() + timedelta(days=1)
        issue_temporary_pin(participant=family.ana, expires_at=end, sent_by=sent_by, by=COMMAND)
        TemporaryPin.objects.update(used_at=timezone.now())
        choose_pin(user=family.ana.user, new=new, by=COMMAND)
    assert len(ways_of(family.ana.user).emails) == 1


def test_children_and_people_no_longer_listed_get_none(family: Family) -> None:
    gone = ParticipantFactory.create(is_current=False)
    CaseMemberFactory.create(case=family.case, participant=gone, role=Role.CUSTODIAL)
    for person in (family.mia, gone, ParticipantFactory.create()):
        with pytest.raises(CannotHaveAPin):
            issue_temporary_pin(participant=person, expires_at=timezone.now(), by=COMMAND)


def test_only_somebody_who_just_used_a_temporary_pin_may_choose_without_the_current_one(
    family: Family,
) -> None:
    give_pin(family.ana)
    with pytest.raises(NotTemporary):
        choose_pin(user=family.ana.user, new=NEW, by=COMMAND)
    issue(family)
    with pytest.raises(NotTemporary):
        choose_pin(user=family.ana.user, new=NEW, by=COMMAND)


def test_the_temporary_pin_itself_cannot_be_chosen(family: Family) -> None:
    pin = issue(family)
    user = sign_in(identifier=family.ana.number, pin=pin, by=caller()).user
    with pytest.raises(WeakPin):
        choose_pin(user=user, new=pin, by=COMMAND)
    choose_pin(user=user, new=NEW, by=COMMAND)
    signed_in = sign_in(identifier=family.ana.number, pin=NEW, by=caller())
    assert not signed_in.must_choose_pin


def test_a_chosen_pin_has_no_end(family: Family) -> None:
    user = sign_in(identifier=family.ana.number, pin=issue(family), by=caller()).user
    choose_pin(user=user, new=NEW, by=COMMAND)
    with time_machine.travel(timezone.now() + timedelta(days=1000)):
        assert sign_in(identifier=family.ana.number, pin=NEW, by=caller()).user == user
        assert PIN != NEW
