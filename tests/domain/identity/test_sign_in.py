from datetime import timedelta

import pytest
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.issue_temporary_pin import issue_temporary_pin
from customer_connect.domain.identity.actions.seed_pins import Seed, seed_pins
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import (
    AccountLocked,
    CannotHaveAPin,
    PinDisabled,
    TemporaryPinExpired,
    TemporaryPinSpent,
    TooManyTries,
    WrongIdentifierOrPin,
)
from customer_connect.domain.identity.models import AccountThrottle, Outcome, SignIn
from tests.factories import Family, ana_and_ben

pytestmark = pytest.mark.django_db

PIN = "604817"
SSN = "536-22-1234"
WRONG = "918273"
COMMAND = Actor.system("test", Channel.COMMAND)


def caller(network: str = "203.0.113.7", channel: Channel = Channel.WEB) -> Actor:
    return Actor(ActorKind.ANONYMOUS, "", channel, network)


def give_pin(participant: Participant, pin: str = PIN) -> None:
    seed_pins(
        seeds=[Seed(participant.pk, pin, is_temporary=False)],
        temporary_until=timezone.now() + timedelta(days=1),
        replace=True,
        by=COMMAND,
    )


@pytest.fixture
def family() -> Family:
    family = ana_and_ben()
    give_pin(family.ana)
    return family


def fail(identifier: str, times: int, pin: str = WRONG, network: str = "203.0.113.7") -> list[Exception]:
    errors: list[Exception] = []
    for _ in range(times):
        with pytest.raises((WrongIdentifierOrPin, AccountLocked, PinDisabled, TooManyTries)) as caught:
            sign_in(identifier=identifier, pin=pin, by=caller(network))
        errors.append(caught.value)
    return errors


@pytest.mark.parametrize("write", ["{:010d}", " {:010d} ", "number"])
def test_a_participant_id_and_its_pin_sign_in(family: Family, write: str) -> None:
    number = family.ana.number if write == "number" else write.format(family.ana.pk)
    assert sign_in(identifier=number, pin=PIN, by=caller()).user.participant == family.ana


@pytest.mark.parametrize("ssn", ["536221234", "536-22-1234", "536 22 1234"])
def test_an_ssn_and_the_pin_sign_in(family: Family, ssn: str) -> None:
    assert sign_in(identifier=ssn, pin=PIN, by=caller()).user.participant == family.ana
