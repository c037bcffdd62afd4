"""Dates, and their calendar files."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from customer_connect.domain.audit.models import Event
from customer_connect.domain.calendar.enums import DateStatus
from customer_connect.domain.calendar.models import CourtDate
from customer_connect.domain.cases.models import Participant
from tests.factories import (
    AppointmentFactory,
    CourtDateFactory,
    ParticipantFactory,
    cal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing(family):
    return CourtDateFactory.create(case=family.case)


def events(response):
    assert response.status_code == 200
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.mark.parametrize("path", ["/dates", "/es/dates"])
def test_a_hearing_is_shown_with_where_and_how_to_get_ready(family, hearing, page_of, path):
    page = page_of(family.ben, path)
    for words in (hearing.courthouse, "Department 12", "720 9th Street", f"court-date-{hearing.pk}.ics"):
        assert words in page
    assert Event.objects.about(family.ben.pk).filter(action="calendar.dates_viewed").count() == 1


def test_a_changed_and_a_canceled_date_are_marked(family, page_of):
    CourtDateFactory.create(case=family.case, status=DateStatus.RESCHEDULED)
    AppointmentFactory.create(case=family.case, participant=family.ana, status=DateStatus.CANCELED)
    page = page_of(family.ana, "/dates")
    for words in (
        "Date changed.",
        "This is the new day and time.",
        "Canceled.",
        "Do not come on this day.",
        "<s>",
    ):
        assert words in page


def test_past_dates_are_listed_apart(family, page_of):
    CourtDateFactory.create(
        case=family.case, starts_at=timezone.now() - timedelta(days=9), status=DateStatus.HELD
    )
    page = page_of(family.ana, "/dates")
    assert "Past dates" in page
    assert "Took place" in page
    assert "You have no court date or appointment coming up." in page


def test_the_other_party_and_a_stranger_see_no_date_that_is_not_theirs(family, open_page, page_of):
    own = CourtDateFactory.create(case=family.case, participant=family.ana, courthouse="Elm Court")
    meeting = AppointmentFactory.create(case=family.case, participant=family.ana, place="Secret annex")
    stranger = cal()
    for person in (family.ben, stranger):
        page = page_of(person, "/dates")
        assert "Elm Court" not in page
        assert "Secret annex" not in page
        assert open_page(person, f"/dates/court-date-{own.pk}.ics").status_code == 404
        assert open_page(person, f"/dates/appointment-{meeting.pk}.ics").status_code == 404
        assert events(open_page(person, "/dates/all.ics")) == []
    assert len(events(open_page(family.ana, "/dates/all.ics"))) == 2
    for_all = CourtDateFactory.create(case=family.case)
    assert open_page(stranger, f"/dates/court-date-{for_all.pk}.ics").status_code == 404


@pytest.mark.parametrize(
    "path", ["/dates", "/dates/all.ics", "/dates/court-date-1.ics", "/dates/appointment-1.ics"]
)
def test_dates_need_a_signed_in_person(client, path):
    assert client.get(path).status_code == 302


def test_a_file_has_the_date_in_the_agencys_time_zone_and_keeps_its_uid(family, hearing, open_page):
    path = f"/dates/court-date-{hearing.pk}.ics"
    answer = open_page(family.ana, path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"TZID=America/Los_Angeles" in answer.content
    assert b"BEGIN:VTIMEZONE" in answer.content
    [first] = events(answer)
    assert first.decoded("dtstart") == hearing.starts_at
    assert "720 9th Street" in first["location"]
    CourtDate.objects.update(starts_at=datetime(2031, 1, 2, 18, tzinfo=UTC), status=DateStatus.RESCHEDULED)
    [moved] = events(open_page(family.ana, path))
    assert moved["uid"] == first["uid"]
    assert moved["sequence"] > first["sequence"]
    CourtDate.objects.update(status=DateStatus.CANCELED)
    [canceled] = events(open_page(family.ana, path))
    assert canceled["status"] == "CANCELLED"
    assert canceled["sequence"] > moved["sequence"]
    assert not canceled.walk("VALARM")


def test_an_appointments_file_has_its_length_and_a_reminder_that_says_nothing(family, open_page):
    meeting = AppointmentFactory.create(case=family.case, participant=family.ana, minutes=45)
    [event] = events(open_page(family.ana, f"/es/dates/appointment-{meeting.pk}.ics"))
    assert event.decoded("duration") == timedelta(minutes=45)
    [alarm] = event.walk("VALARM")
    assert "child" not in str(alarm["description"]).lower()
    assert event["summary"].params["LANGUAGE"] == "es"


def test_somebody_flagged_gets_a_file_that_tells_others_nothing(family, hearing, open_page):
    Participant.objects.filter(pk=family.ana.pk).update(has_family_violence_indicator=True)
    meeting = AppointmentFactory.create(case=family.case, participant=family.ana)
    for path in (
        f"/dates/court-date-{hearing.pk}.ics",
        f"/dates/appointment-{meeting.pk}.ics",
        "/dates/all.ics",
    ):
        answer = open_page(family.ana, path)
        for event in events(answer):
            assert event["summary"] == "Appointment"
            assert "description" not in event
        for word in (b"ourt", b"upport", b"Customer Connect"):
            assert word not in answer.content.replace(b"court-date-", b"")


def test_somebody_without_dates_reads_kind_words(page_of):
    assert "You have no court date or appointment coming up." in page_of(
        ParticipantFactory.create(), "/dates"
    )


def test_more_dates_need_no_more_queries(family, client, open_page, django_assert_max_num_queries):
    for _ in range(9):
        CourtDateFactory.create(case=family.case)
        AppointmentFactory.create(case=family.case, participant=family.ana)
    open_page(family.ana, "/dates")
    with django_assert_max_num_queries(6):
        assert client.get("/dates").status_code == 200
