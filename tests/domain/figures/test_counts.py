"""Figures come from days that the worker added up and from what came since, and say the same as the rows."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.calls.models import AgentRequest, Call
from customer_connect.domain.cases.models import CaseMember, Office
from customer_connect.domain.conversations.models import Message
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.figures.actions import count_days as module
from customer_connect.domain.figures.actions.count_days import DAYS_KEPT, count_day, count_days
from customer_connect.domain.figures.counters import COUNTERS, DELIVERIES, SIGN_INS
from customer_connect.domain.figures.counts import Counts, counts
from customer_connect.domain.figures.models import CountedDay
from customer_connect.domain.identity.models import PinResetRequest, SignIn
from tests.factories import ConversationFactory, ana_and_ben, cal
from tests.reports import new_email_of
from tests.staff.rows import delivery_to

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 11, 19, tzinfo=UTC)  # three days after the clocks went forward
BEGINS_ON = date(2026, 3, 4)


def sign_in(person, *, at: datetime) -> None:
    SignIn.objects.create(participant=person, at=at, channel="web", outcome="signed_in")


@pytest.fixture
def people():
    with time_machine.travel(NOON - timedelta(days=30)):
        return ana_and_ben(), cal()


def everything_happens(people, *, at: datetime) -> None:
    """Something of each kind, to Ana, to a stranger and to nobody."""
    family, stranger = people
    with time_machine.travel(at):
        for person in (family.ana, stranger, None):
            sign_in(person, at=at)
            delivery_to(person, state=State.SENT, reason=Reason.NONE)
            PinResetRequest.objects.create(asked_at=at, channel="web", way="mail", participant=person)
            call = Call.objects.create(
                channel="phone", started_at=at, last_heard_at=at, ended_at=at, outcome="caller", path=["a=b"]
            )
            AgentRequest.objects.create(call=call, queue="q", reason="asked", state="left", asked_at=at)
            for action in ("identity.pin_changed", "conversations.answered"):
                record(
                    action,
                    by=Actor.system("test"),
                    participant_id=person and person.pk,
                    was_temporary=True,
                    is_late=False,
                )
        talk = ConversationFactory.create(participant=family.ana, case=family.case)
        Message.objects.create(conversation=talk, body="?", sent_at=at, form_key=uuid.uuid4())
        new_email_of(stranger, f"new-{at:%m%d%H%M}@example.org")


def all_counts() -> dict[tuple[str, int | None], Counts]:
    offices = [None, *Office.objects.values_list("pk", flat=True)]
    return {
        (counter.slug, office): counts(counter, begins_on=BEGINS_ON, office=office)
        for counter in COUNTERS
        for office in offices
    }


def test_what_was_added_up_and_what_came_since_say_the_same_as_the_rows(people):
    for days in (9, 6.9, 3.7, 1, 0.1):
        everything_happens(people, at=NOON - timedelta(days=days))
    with time_machine.travel(NOON + timedelta(hours=1)):
        from_rows = all_counts()
    assert [counter.slug for counter in COUNTERS if not from_rows[counter.slug, None]] == []
    with time_machine.travel(NOON - timedelta(hours=4)):
        assert count_days() > 0  # up to this morning
    with time_machine.travel(NOON + timedelta(hours=1)):
        assert all_counts() == from_rows
        count_days()
        assert all_counts() == from_rows
        SignIn.objects.all().delete()
        assert counts(SIGN_INS, begins_on=BEGINS_ON) == from_rows["sign_ins", None]


def test_after_a_day_that_was_not_counted_rows_count(people):
    for days in (3, 2, 1):
        sign_in(people[1], at=NOON - timedelta(days=days))
    with time_machine.travel(NOON):
        from_rows = counts(SIGN_INS, begins_on=BEGINS_ON)
        for days in (*range(7, 2, -1), 1):
            count_day(SIGN_INS, date(2026, 3, 11) - timedelta(days=days))
        assert counts(SIGN_INS, begins_on=BEGINS_ON) == from_rows
        assert sum(from_rows.values()) == 3


def test_a_person_of_two_offices_counts_in_both_and_once_in_all(people):
    family, stranger = people
    part = CaseMember.objects.get(participant=stranger)
    other = family.case.office
    part.office = other
    part.save()
    assert part.case.office != other
    sign_in(stranger, at=NOON - timedelta(days=1))
    with time_machine.travel(NOON):
        for _ in range(2):
            for office in (None, other.pk, part.case.office_id):
                assert sum(counts(SIGN_INS, begins_on=BEGINS_ON, office=office).values()) == 1, office
            count_days()


def test_what_may_still_change_is_counted_again_every_night(people):
    delivery = delivery_to(people[1], state=State.SENT, reason=Reason.NONE, queued_at=NOON)
    old = delivery_to(people[1], state=State.SENT, reason=Reason.NONE, queued_at=NOON - timedelta(days=11))
    with time_machine.travel(NOON + timedelta(days=1)):
        count_days()
        Delivery.objects.filter(pk__in=[delivery.pk, old.pk]).update(state=State.FAILED, reason="bounced")
        count_days()
        assert states() == {State.SENT: 2}
    with time_machine.travel(NOON + timedelta(days=2)):
        count_days()
        assert states() == {State.SENT: 1, State.FAILED: 1}  # eleven days ago nothing bounces any more


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, state, _, _), count in counts(DELIVERIES, begins_on=date(2026, 2, 20)).items():
        found[state] = found.get(state, 0) + count
    return found


def test_a_run_ends_when_its_time_is_over_and_the_next_one_goes_on(people, monkeypatch):
    sign_in(people[1], at=NOON - timedelta(days=2))
    with time_machine.travel(NOON):
        from_rows = counts(SIGN_INS, begins_on=BEGINS_ON)
        monkeypatch.setattr(module, "SECONDS", -1)
        assert count_days() == 0
        assert counts(SIGN_INS, begins_on=BEGINS_ON) == from_rows
        monkeypatch.undo()
        assert count_days() > 0
        days = CountedDay.objects.filter(counter="sign_ins")
        assert days.count() == DAYS_KEPT + 1
        assert days.latest("day").until >= NOON


def test_days_are_kept_as_long_as_they_can_be_asked_for(people):
    with time_machine.travel(NOON):
        count_days()
    with time_machine.travel(NOON + timedelta(days=3)):
        count_days()
        assert CountedDay.objects.earliest("day").day == date(2026, 3, 14) - timedelta(days=DAYS_KEPT)
