from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.identity.actions.keep_form import keep_form
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import WrongIdentifierOrPin
from customer_connect.domain.identity.models import (
    AccountThrottle,
    FailedTry,
    KeptForm,
    NetworkThrottle,
    Session,
    SignIn,
)
from customer_connect.domain.identity.retention import forget_kept_forms, forget_old_tries
from customer_connect.domain.identity.sessions import SessionStore
from tests.domain.identity.people import WRONG, caller, give_pin
from tests.factories import ana_and_ben, user_of

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    tables = (FailedTry, NetworkThrottle, AccountThrottle, SignIn, Session)
    return [table.objects.count() for table in tables]


def test_what_nobody_needs_is_forgotten_and_a_persons_own_stays() -> None:
    family = ana_and_ben()
    give_pin(family.ana)
    for identifier in (family.ana.number, "9999999999"):
        with pytest.raises(WrongIdentifierOrPin):
            sign_in(identifier=identifier, pin=WRONG, by=caller())
    SessionStore().create()
    assert counts() == [2, 1, 4, 2, 1]
    forget_old_tries()
    assert counts() == [2, 1, 4, 2, 1]
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        forget_old_tries()
        assert counts() == [0, 0, 4, 2, 0]
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        forget_old_tries()
        assert counts() == [0, 0, 1, 1, 0]
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        forget_old_tries()
        assert counts() == [0, 0, 1, 0, 0]
        assert AccountThrottle.objects.get().failures_in_a_row == 1


def test_what_somebody_typed_and_did_not_come_back_for_is_gone_after_half_an_hour() -> None:
    keep_form(user_id=user_of(ana_and_ben().ana).pk, path="/x", fields=[("note", "half")], by=caller())
    assert forget_kept_forms() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert forget_kept_forms() == 1
    assert not KeptForm.objects.exists()
