"""One-time codes: six digits, ten minutes, five tries, one use."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from customer_connect.domain.audit.actors import Actor, ActorKind
from customer_connect.domain.audit.actors import Channel as ActorChannel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.check_code import check_code
from customer_connect.domain.identity.actions.send_code import send_code
from customer_connect.domain.identity.code_exceptions import CodeOver, TooManyCodes, WrongCode
from customer_connect.domain.identity.jobs import forget_old_codes
from customer_connect.domain.identity.models import CodePurpose, OneTimeCode
from tests.factories import ParticipantFactory
from tests.outbox import sent_code

NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
ANA = Actor(ActorKind.PARTICIPANT, "1", ActorChannel.WEB, "203.0.113.7")


@pytest.fixture
def ana(db) -> Participant:
    return ParticipantFactory.create(first_name="Ana", email="ana@example.org")


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def send(ana: Participant, **changes: Any) -> OneTimeCode:
    values: dict[str, Any] = {
        "participant": ana,
        "purpose": CodePurpose.SIGN_IN,
        "channel": Channel.EMAIL,
        "address": "ana@example.org",
        "by": ANA,
    }
    return send_code(**(values | changes))


def check(ana: Participant, code: str, **changes: Any) -> OneTimeCode:
    values: dict[str, Any] = {"participant": ana, "purpose": CodePurpose.SIGN_IN, "code": code, "by": ANA}
    return check_code(**(values | changes))


def test_a_code_works_once(ana):
    sent = send(ana)
    assert check(ana, sent_code()) == sent
    with pytest.raises(CodeOver):
        check(ana, sent_code())


def test_a_code_may_be_typed_with_spaces_and_dashes(ana):
    send(ana)
    code = sent_code()
    check(ana, f" {code[:3]}-{code[3:]} ")


def test_a_code_works_for_ten_minutes(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        send(ana)
        code = sent_code()
        clock.shift(timedelta(minutes=10))
        with pytest.raises(CodeOver):
            check(ana, code)
        clock.shift(timedelta(seconds=-1))
        check(ana, code)


def test_after_five_wrong_tries_the_right_code_is_refused_too(ana):
    send(ana)
    code = sent_code()
    left = []
    for _ in range(4):
        with pytest.raises(WrongCode) as refusal:
            check(ana, other_than(code))
        left.append(refusal.value.tries_left)
    assert left == [4, 3, 2, 1]
    with pytest.raises(CodeOver):
        check(ana, other_than(code))
    with pytest.raises(CodeOver):
        check(ana, code)


def test_a_new_code_cancels_the_one_before(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        send(ana)
        first = sent_code()
        clock.shift(timedelta(seconds=31))
        send(ana)
        second = sent_code()
        if first != second:
            with pytest.raises(WrongCode):
                check(ana, first)
        check(ana, second)


def test_a_code_is_bound_to_its_purpose_person_address_and_session(ana):
    send(ana, binding="her session")
    code = sent_code()
    ben = ParticipantFactory.create(first_name="Ben")
    with pytest.raises(CodeOver):
        check(ben, code, binding="her session")
    with pytest.raises(CodeOver):
        check(ana, code, purpose=CodePurpose.CHANGE, binding="her session")
    with pytest.raises(CodeOver):
        check(ana, code, address="else@example.org", binding="her session")
    with pytest.raises(WrongCode):
        check(ana, code, binding="another session")
    check(ana, code, address="ANA@example.org", binding="her session")


def test_the_next_code_is_sent_after_half_a_minute(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        send(ana)
        with pytest.raises(TooManyCodes) as refusal:
            send(ana)
        assert refusal.value.until == NOON + timedelta(seconds=30)
        clock.shift(timedelta(seconds=30))
        send(ana)


def test_five_codes_an_hour_are_sent(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            send(ana)
            clock.shift(timedelta(minutes=1))
        with pytest.raises(TooManyCodes) as refusal:
            send(ana)
        assert refusal.value.until == NOON + timedelta(hours=1)
        send(ana, purpose=CodePurpose.CHANGE)
        clock.move_to(NOON + timedelta(hours=1))
        send(ana)


def test_twenty_wrong_codes_in_a_day_stop_the_guessing(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(4):
            send(ana)
            code = sent_code()
            for _ in range(5):
                with pytest.raises((WrongCode, CodeOver)):
                    check(ana, other_than(code))
            clock.shift(timedelta(hours=1))
        with pytest.raises(TooManyCodes):
            send(ana)
        clock.move_to(NOON + timedelta(days=1, hours=4))
        send(ana)


def test_neither_the_table_nor_the_trail_holds_the_code(ana):
    sent = send(ana)
    code = sent_code()
    with pytest.raises(WrongCode):
        check(ana, other_than(code))
    kept = [str(vars(sent)), *(str(vars(event)) for event in Event.objects.all())]
    kept += [str(vars(delivery)) for delivery in Delivery.objects.all()]
    assert not [row for row in kept if code in row or "ana@example.org" in row]


def test_a_code_that_is_late_is_not_sent_any_more(ana):
    with time_machine.travel(NOON, tick=False):
        sent = send(ana)
    assert Delivery.objects.get().expires_at == sent.expires_at == NOON + timedelta(minutes=10)


def test_old_codes_are_forgotten(ana):
    with time_machine.travel(NOON, tick=False) as clock:
        send(ana)
        clock.shift(timedelta(days=2, seconds=1))
        send(ana)
        assert forget_old_codes() == 1
        assert OneTimeCode.objects.count() == 1


class EveryOtherText(TestCase):
    """No text but the code itself is accepted, whatever it is."""

    @given(typed=st.one_of(st.text(max_size=12), st.from_regex(r"\A[0-9]{1,8}\Z")))
    def test_no_other_text_is_the_code(self, typed):
        ana = ParticipantFactory.create(first_name="Ana")
        send(ana, address="ana@example.org")
        code = sent_code()
        if "".join(typed.split()).replace("-", "").replace(".", "") == code:
            return
        with pytest.raises((WrongCode, CodeOver)):
            check(ana, typed)
