"""Court dates and appointments of one person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from customer_connect.domain.calendar.enums import DateStatus
from customer_connect.domain.calendar.schedules import dates_of
from customer_connect.domain.calendar.upcoming import next_date
from tests.factories import AppointmentFactory, CourtDateFactory, ana_and_ben, cal

pytestmark = pytest.mark.django_db


def test_a_hearing_for_all_parties_is_everybodys_and_one_for_a_person_theirs_alone():
    family, stranger = ana_and_ben(), cal()
    for_all = CourtDateFactory.create(case=family.case)
    for_ben = CourtDateFactory.create(case=family.case, participant=family.ben)
    now = timezone.now()
    assert [date.number for date in dates_of(family.ana, now=now)[0]] == [for_all.pk]
    assert [date.number for date in dates_of(family.ben, now=now)[0]] == [for_all.pk, for_ben.pk]
    assert dates_of(stranger, now=now) == ([], [])


def test_nobody_sees_anothers_appointment():
    family = ana_and_ben()
    AppointmentFactory.create(case=family.case, participant=family.ana)
    now = timezone.now()
    assert len(dates_of(family.ana, now=now)[0]) == 1
    assert dates_of(family.ben, now=now) == ([], [])
    assert next_date(family.ben, now=now) is None


def test_the_next_date_is_the_soonest_that_stands():
    family, now = ana_and_ben(), timezone.now()
    AppointmentFactory.create(
        case=family.case,
        participant=family.ana,
        starts_at=now + timedelta(days=1),
        status=DateStatus.CANCELED,
    )
    AppointmentFactory.create(case=family.case, participant=family.ana, starts_at=now - timedelta(days=1))
    moved = AppointmentFactory.create(
        case=family.case,
        participant=family.ana,
        starts_at=now + timedelta(days=2),
        status=DateStatus.RESCHEDULED,
    )
    CourtDateFactory.create(case=family.case, starts_at=now + timedelta(days=3))
    found = next_date(family.ana, now=now)
    assert found is not None
    assert (found.starts_at, found.is_court_date, found.is_rescheduled) == (moved.starts_at, False, True)
    assert found.where_label == "By phone"


def test_todays_dates_stay_with_those_to_come_until_the_day_is_over():
    family, now = ana_and_ben(), timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = CourtDateFactory.create(case=family.case, starts_at=midnight)
    CourtDateFactory.create(case=family.case, starts_at=midnight - timedelta(minutes=1))
    CourtDateFactory.create(case=family.case, starts_at=now + timedelta(days=1), status=DateStatus.HELD)
    upcoming, past = dates_of(family.ana, now=now)
    assert [date.number for date in upcoming] == [today.pk]
    assert len(past) == 2
