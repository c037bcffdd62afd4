"""Supervisors see how many and how long, of their own office or of all, and never who."""

import csv
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.models import AgentRequest, Call
from customer_connect.domain.deliveries.enums import Reason, State
from customer_connect.domain.identity.models import PinResetRequest, SignIn
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.exchange.models import ImportRun, ImportTable
from customer_connect.staff.figures.charts import drawing_of
from customer_connect.staff.figures.tables import Table
from customer_connect.staff.figures.topics import TOPICS
from tests.factories import ConversationFactory, ana_and_ben, cal
from tests.reports import new_email_of
from tests.staff.doors import at, client_of, staff_member
from tests.staff.rows import delivery_to

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 11, 19, tzinfo=UTC)  # a Wednesday, three days after the clocks went forward


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def family():
    return ana_and_ben()


@pytest.fixture
def sam():
    return client_of(staff_member("Sam", StaffRole.SUPERVISOR))


def shown(client, topic: str, **more: Any) -> dict[str, Table]:
    tables = client.get(at("figures:figures"), {"topic": topic, "days": 7, **more}).context["tables"]
    return {table.slug: table for table, _, _ in tables}


def seen(table: Table) -> dict[str, tuple[int, ...]]:
    return {label: numbers for label, numbers in table.rows if any(numbers)}


def sign_in(person, outcome: str, days: float = 0, channel: str = "web") -> None:
    SignIn.objects.create(
        participant=person, at=NOON - timedelta(days=days), channel=channel, outcome=outcome
    )


def test_every_topic_opens_without_anything_and_for_every_period(sam):
    for topic in TOPICS:
        for days in (7, 30, 90):
            page = sam.get(at("figures:figures"), {"topic": topic.slug, "days": days})
            assert page.status_code == 200, topic.slug
    assert sam.get(at("figures:figures"), {"topic": "x"}).status_code == 404
    assert sam.get(at("figures:figures"), {"days": "365"}).status_code == 404
    assert sam.get(at("figures:export"), {"table": "x"}).status_code == 404


def test_sign_ins_are_counted_by_day_of_the_agency_outcome_and_channel(sam, family):
    sign_in(family.ana, "signed_in")
    sign_in(family.ana, "wrong", days=1, channel="phone")
    sign_in(None, "wrong", days=1)
    sign_in(family.ana, "signed_in", days=3.7)  # the evening before the clocks went forward
    sign_in(family.ana, "signed_in", days=7)  # before the period
    tables = shown(sam, "sign-ins")
    assert seen(tables["sign-ins"]) == {
        "March 11, 2026": (1, 0),
        "March 10, 2026": (0, 2),
        "March 7, 2026": (1, 0),
    }
    assert tables["sign-ins"].steps == tuple(date(2026, 3, day) for day in range(5, 12))
    assert seen(tables["outcomes"]) == {"Signed in": (2, 0, 0), "Wrong PIN": (1, 1, 0)}


def test_long_periods_are_told_by_week(sam, family):
    sign_in(family.ana, "signed_in")
    sign_in(family.ana, "signed_in", days=2)
    table = shown(sam, "sign-ins", days=90)["sign-ins"]
    assert seen(table) == {"March 9, 2026": (2, 0)}
    assert {step.weekday() for step in table.steps} == {0}


def test_an_offices_figures_are_of_its_own_people(sam, family):
    stranger = cal()
    sign_in(family.ana, "signed_in")
    sign_in(stranger, "wrong")
    sign_in(None, "wrong")
    delivery_to(family.ana, state=State.SENT, reason=Reason.NONE)
    delivery_to(stranger)
    own = family.case.office
    sue = client_of(staff_member("Sue", StaffRole.SUPERVISOR, own))
    for client, search in [(sam, {"office": own.pk}), (sue, {}), (sue, {"office": stranger.pk})]:
        assert seen(shown(client, "sign-ins", **search)["sign-ins"]) == {"March 11, 2026": (1, 0)}
        assert shown(client, "deliveries", **search)["deliveries"].totals == (1, 0, 0)
    assert "All offices" not in sue.get(at("figures:figures")).content.decode()
    assert shown(sam, "sign-ins")["sign-ins"].totals == (1, 2)


def test_pins_are_counted_as_asked_for_sent_and_used(sam, family):
    for state, reason in (("mailed", ""), ("refused", "no_match"), ("pending", "")):
        PinResetRequest.objects.create(
            asked_at=NOON, channel="web", way="mail", state=state, reason=reason, participant=family.ana
        )
    for was_temporary in (True, False):
        record(
            "identity.pin_changed",
            by=Actor.system("test"),
            participant_id=family.ana.pk,
            was_temporary=was_temporary,
        )
    tables = shown(sam, "pins")
    assert tables["pin-resets"].totals == (3, 1, 1)
    assert seen(tables["refusals"]) == {"No person has this name and number": (1,)}
    assert tables["states"].totals == (0, 3)


def test_messages_are_told_with_their_clocks(sam, family):
    open_one = ConversationFactory.create(participant=family.ana, case=family.case)
    late_one = ConversationFactory.create(participant=family.ben, case=family.case)
    late_one.due_on = date(2026, 3, 10)
    late_one.save()
    assert open_one.due_on is not None
    for is_late in (True, False, False):
        record(
            "conversations.answered",
            by=Actor.system("test"),
            participant_id=family.ana.pk,
            conversation=1,
            is_late=is_late,
        )
    tables = shown(sam, "messages")
    assert tables["clocks"].totals == (2, 1)
    assert seen(tables["waiting"])["Overdue"] == (1,)
    assert tables["waiting"].totals == (2,)


def test_reported_changes_are_told_by_state_and_age(sam, family):
    with time_machine.travel(NOON - timedelta(days=5)):
        new_email_of(family.ana, "new-ana@example.org")
    new_email_of(family.ben, "new-ben@example.org")
    tables = shown(sam, "changes")
    assert tables["reports"].totals == (2, 2)
    assert seen(tables["open"]) == {"To decide": (1, 1, 0, 0)}


def test_calls_tell_where_callers_gave_up(sam, family):
    paths = [["language=en", "main_menu=payments"], ["language=en", "main_menu=payments"], []]
    for path in paths:
        Call.objects.create(
            channel="phone", started_at=NOON, last_heard_at=NOON, ended_at=NOON, outcome="caller", path=path
        )
    AgentRequest.objects.create(
        call=Call.objects.earliest("id"), queue="agents", reason="asked", state="left", asked_at=NOON
    )
    tables = shown(sam, "calls")
    assert tables["calls"].totals == (3, 0, 3)
    assert seen(tables["given-up"]) == {"Main menu: payments": (2,), "Before the first answer": (1,)}
    assert seen(tables["agents"]) == {"Asked for an agent": (0, 0, 1, 0)}


def test_imports_tell_what_stayed_out(sam):
    run = ImportRun.objects.create(package="p", is_dry=False, status="applied")
    ImportTable.objects.create(run=run, name="case_members", read=1000, rejected=3, warned=2)
    ImportRun.objects.create(package="p", is_dry=True, status="checked")
    tables = shown(sam, "imports")
    assert tables["runs"].totals == (1, 0, 0)
    assert seen(tables["rejects"]) == {"Case members": (1, 1000, 3, 2)}


def test_deliveries_tell_why_they_failed_by_channel(sam, family):
    delivery_to(family.ana)
    delivery_to(family.ana, channel="letter", state=State.SKIPPED, reason=Reason.BAD_ADDRESS)
    tables = shown(sam, "deliveries")
    assert tables["deliveries"].totals == (0, 1, 1)
    assert seen(tables["reasons"]) == {
        "The provider did not answer": (1, 0, 0),
        "Mail to this address came back": (0, 0, 1),
    }


def test_a_table_is_taken_as_a_file_and_that_is_written_down(sam, family):
    sign_in(family.ana, "wrong", channel="tty")
    response = sam.get(
        at("figures:export"),
        {"topic": "sign-ins", "table": "outcomes", "days": 7, "office": family.case.office.pk},
    )
    assert response["Content-Disposition"] == 'attachment; filename="sign-ins-outcomes-7-days-2026-03-11.csv"'
    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
    assert rows == [["Outcome", "Web", "Phone", "TTY"], ["Wrong PIN", "0", "0", "1"]]
    assert Event.objects.get(action="staff.figures_exported").details == {
        "topic": "sign-ins",
        "table": "outcomes",
        "days": 7,
        "office": family.case.office.pk,
    }


def test_drawings_keep_inside_their_frame_and_show_what_the_table_has():
    steps = tuple(date(2026, 3, day) for day in range(1, 31))
    rows = [(str(step), (number, number * 2)) for number, step in enumerate(steps)]
    drawing = drawing_of(Table("x", "X", "Day", ("A", "B"), rows, steps=steps))
    assert drawing is not None
    assert max(each.x + each.width for each in drawing.rectangles) <= drawing.width
    assert min(each.y for each in drawing.rectangles) >= 0
    assert max(each.y + each.height for each in drawing.rectangles) <= drawing.height
    assert "Highest: 58" in [text.words for text in drawing.texts]
    assert drawing_of(Table("x", "X", "Day", ("A",), [("a", (0,))])) is None
    bars = drawing_of(Table("x", "X", "Why", ("A",), [("a", (1,)), ("b" * 90, (2,))]))
    assert bars is not None
    assert bars.rectangles[1].width == bars.rectangles[0].width * 2
