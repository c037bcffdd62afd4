"""However many ask or type at the same moment, the limits hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.check_code import check_code
from customer_connect.domain.identity.actions.send_code import send_code
from customer_connect.domain.identity.code_exceptions import CodeRefused
from customer_connect.domain.identity.models import CodePurpose, OneTimeCode
from tests.domain.identity.people import caller
from tests.factories import ParticipantFactory
from tests.outbox import sent_code

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


@pytest.fixture
def ana() -> Participant:
    return ParticipantFactory.create(first_name="Ana")


def send(ana: Participant) -> OneTimeCode:
    return send_code(
        participant=ana,
        purpose=CodePurpose.SIGN_IN,
        channel=Channel.EMAIL,
        address="ana@example.org",
        by=caller(),
    )


def successes_of(work: Callable[[], object]) -> int:
    """Do the same many times at once. Returns how many were not refused."""

    def once(_: int) -> bool:
        try:
            work()
        except CodeRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sum(threads.map(once, range(AT_ONCE)))


def test_one_of_many_requests_sends_a_code(ana: Participant) -> None:
    assert successes_of(lambda: send(ana)) == 1
    assert OneTimeCode.objects.count() == Delivery.objects.count() == 1


def test_a_code_is_accepted_once(ana: Participant) -> None:
    send(ana)
    code = sent_code()
    OneTimeCode.objects.update(tries=0)
    accepted = successes_of(
        lambda: check_code(participant=ana, purpose=CodePurpose.SIGN_IN, code=code, by=caller())
    )
    assert accepted == 1


def test_no_more_than_five_are_looked_at(ana: Participant) -> None:
    send(ana)
    wrong = f"{(int(sent_code()) + 1) % 1_000_000:06d}"
    accepted = successes_of(
        lambda: check_code(participant=ana, purpose=CodePurpose.SIGN_IN, code=wrong, by=caller())
    )
    assert accepted == 0
    assert OneTimeCode.objects.get().tries == 5
