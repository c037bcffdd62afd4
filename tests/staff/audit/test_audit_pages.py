"""Auditors search the trail, take it along, and see whether it holds. What they do is in it."""

import csv
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.audit.models import Event
from customer_connect.domain.audit.verifications import verify
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.staff.audit import views
from tests.domain.audit.trails import later, owner_of_the_tables, write
from tests.factories import ana_and_ben
from tests.staff.doors import at, client_of, staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def aya():
    return client_of(staff_member("Aya", StaffRole.AUDITOR))


@pytest.fixture
def trail():
    """Ana signs in and looks, Dee looks at Ana, Ben calls; a job does something."""
    family = ana_and_ben()
    dee = staff_member("Dee")
    ana = Actor(ActorKind.PARTICIPANT, str(family.ana.pk), Channel.WEB, "203.0.113.x")
    ben = Actor(ActorKind.PARTICIPANT, str(family.ben.pk), Channel.PHONE)
    with time_machine.travel(timezone.now() - timedelta(days=10)):
        record("identity.signed_in", by=ana, participant_id=family.ana.pk)
    record("cases.viewed", by=ana, participant_id=family.ana.pk)
    record(
        "staff.person_seen",
        by=Actor(ActorKind.STAFF, str(dee.user_id), Channel.WEB),
        participant_id=family.ana.pk,
        reason="=HYPERLINK(1)",
    )
    record("calls.ended", by=ben, participant_id=family.ben.pk, outcome="caller")
    record("=x", by=Actor.system("letters"))
    return family


def actions(client, **search: object) -> list[str]:
    """Return what is found, but for the looks at the trail itself."""
    lines = client.get(at("audit:trail"), search).context["lines"]
    return [line.event.action for line in lines if line.event.action != "staff.audit_seen"]


def test_events_are_found_by_person_actor_action_channel_and_day(aya, trail):
    ana, ben = trail.ana.number, trail.ben.number
    day = timezone.localdate() - timedelta(days=10)
    for search, found in [
        ({"person": ana}, ["staff.person_seen", "cases.viewed", "identity.signed_in"]),
        ({"actor": ana}, ["cases.viewed", "identity.signed_in"]),
        ({"actor": "DEE@agency.example"}, ["staff.person_seen"]),
        ({"actor": "letters"}, ["=x"]),
        ({"action": "cases.viewed"}, ["cases.viewed"]),
        ({"channel": "phone"}, ["calls.ended"]),
        ({"person": ben, "channel": "web"}, []),
        ({"person": ana, "first_day": day + timedelta(days=1)}, ["staff.person_seen", "cases.viewed"]),
        ({"person": ana, "last_day": day}, ["identity.signed_in"]),
        ({"person": ana, "first_day": day, "last_day": day}, ["identity.signed_in"]),
    ]:
        assert actions(aya, **search) == found, search


def test_what_cannot_be_searched_for_is_said(aya, trail):
    page = aya.get(at("audit:trail"), {"person": "Ana", "actor": "nobody@agency.example"}).content.decode()
    assert "Type a Participant ID." in page
    assert "Nobody on the staff has this email." in page
    assert "cases.viewed</td>" not in page
    assert aya.get(at("audit:export"), {"person": "Ana"})["Content-Type"].startswith("text/html")


def test_each_look_and_each_export_is_in_the_trail_with_what_was_searched_for(aya, trail):
    actions(aya, person=trail.ana.number, channel="web")
    seen = Event.objects.get(action="staff.audit_seen")
    assert seen.participant_number == trail.ana.pk
    assert seen.details == {"search": {"person": trail.ana.number, "channel": "web"}, "rows": 3}
    aya.get(at("audit:export"), {"action": "calls.ended"})
    assert Event.objects.get(action="staff.audit_exported").details == {"search": {"action": "calls.ended"}}


def test_the_export_has_every_event_found_and_no_formula(aya, trail, monkeypatch):
    monkeypatch.setattr("customer_connect.staff.audit.lines.AT_ONCE", 2)
    response = aya.get(at("audit:export"))
    assert response.streaming
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["Action"] for row in rows] == [
        "staff.audit_exported",
        "'=x",
        "calls.ended",
        "staff.person_seen",
        "cases.viewed",
        "identity.signed_in",
    ]
    assert rows[3]["Details"] == '{"reason": "=HYPERLINK(1)"}'
    assert rows[4]["About Participant ID"] == trail.ana.number


def test_long_trails_are_paged_by_place(aya, trail, monkeypatch):
    monkeypatch.setattr(views, "A_PAGE", 2)
    first = aya.get(at("audit:trail"), {"person": trail.ana.number})
    assert [line.event.action for line in first.context["lines"]] == ["staff.person_seen", "cases.viewed"]
    second = aya.get(at("audit:trail") + first.context["older"])
    assert [line.event.action for line in second.context["lines"]] == ["identity.signed_in"]
    assert second.context["older"] == ""


def test_the_page_tells_how_the_chain_stands(aya):
    page = aya.get(at("audit:trail")).content.decode()
    assert "None yet" in page
    assert "Never" in page
    write()
    seal_events(now=later())
    verify(by=Actor.system("test"))
    page = aya.get(at("audit:trail")).content.decode()
    assert "to event" in page
    assert ": whole" in page
    with owner_of_the_tables() as cursor:
        cursor.execute("UPDATE audit_event SET network = 'x' WHERE action = 'cases.viewed'")
    verify(by=Actor.system("test"))
    page = aya.get(at("audit:trail")).content.decode()
    assert "The audit trail is broken" in page
    assert "at least one was changed" in page


def test_events_that_wait_too_long_for_their_seal_are_told(aya):
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        record("cases.viewed", by=Actor.system("test"))
    assert "Events are not sealed" in aya.get(at("audit:trail")).content.decode()
