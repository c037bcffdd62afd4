"""The audit trail is written once."""

import pytest

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event, IsForever

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return record("cases.viewed", by=Actor.system("test"), participant_id=42, page="case")


def test_an_event_says_who_did_what_to_whose_record(event):
    kept = Event.objects.about(42).get()
    assert (kept.actor_kind, kept.actor_key, kept.action, kept.details) == (
        "system",
        "test",
        "cases.viewed",
        {"page": "case"},
    )
    assert Event.objects.about(43).count() == 0


def test_an_event_cannot_be_changed(event):
    event.action = "cases.forgotten"
    with pytest.raises(IsForever):
        event.save()
    with pytest.raises(IsForever):
        Event.objects.update(action="cases.forgotten")


def test_an_event_cannot_be_deleted(event):
    with pytest.raises(IsForever):
        event.delete()
    with pytest.raises(IsForever):
        Event.objects.about(42).delete()
    assert Event.objects.about(42).exists()
