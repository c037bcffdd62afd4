"""Trails to seal, and somebody who writes to the database past the guards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event

ME = Actor.system("test")


def later() -> datetime:
    """Return a moment by which everything so far stands still."""
    return timezone.now() + timedelta(minutes=1)


def write(count: int = 1, **details: Any) -> list[Event]:
    """Write some events."""
    return [record("cases.viewed", by=ME, participant_id=42, turn=turn, **details) for turn in range(count)]


def write_and_seal(*counts: int) -> list[Event]:
    """Write events, in a seal of their own each so many."""
    events = []
    for count in counts:
        events += write(count)
        assert seal_events(now=later()) == count
    return events


@contextmanager
def owner_of_the_tables() -> Iterator[Any]:
    """Hand out a cursor of somebody who may take triggers away."""
    from customer_connect.domain.audit.guards import guards_down, guards_up

    with connection.cursor() as cursor:
        for statement in guards_down():
            cursor.execute(statement)
        yield cursor
        for statement in guards_up():
            cursor.execute(statement)
