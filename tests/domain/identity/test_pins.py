from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.identity.actions.change_pin import choose_pin
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import (
    CannotHaveAPin,
    NotTemporary,
    WeakPin,
    WrongIdentifierOrPin,
)
from customer_connect.domain.identity.models import Pin
from customer_connect.domain.identity.pin_rules import check_pin, owner_of
from tests.domain.identity.people import COMMAND, NEW, PIN, caller, give_pin
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
    assert Pin.objects.count() == 1


def test_a_pin_is_kept_only_as_an_argon2id_hash_with_the_agreed_cost(family: Family) -> None:
    pin = issue(family)
    kept = Pin.objects.get()
    assert kept.hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert all(pin not in str(value) for value in vars(kept).values())
    assert all(pin not in str(event.details) for event in Event.objects.all())


def test_issuing_a_pin_ends_the_sessions_of_the_last(family: Family) -> None:
    give_pin(family.ana)
    before = family.ana.user.get_session_auth_hash()
    issue(family)
    family.ana.user.refresh_from_db()
    assert family.ana.user.get_session_auth_hash() != before


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
