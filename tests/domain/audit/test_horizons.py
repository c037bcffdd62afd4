"""Transactions side by side: nothing is sealed over numbers that may still come, and nothing that came late is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.models import Event, Seal
from customer_connect.domain.audit.verifications import verify
from tests.domain.audit.trails import ME, later, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@contextmanager
def open_transaction() -> Iterator[None]:
    """Have somebody else write an event, and end their transaction only when this block ends."""
    written, end = threading.Event(), threading.Event()

    def write_and_wait() -> None:
        with transaction.atomic():
            write()
            written.set()
            end.wait(30)
        connection.close()

    other = threading.Thread(target=write_and_wait)
    other.start()
    try:
        assert written.wait(30)
        yield
    finally:
        end.set()
        other.join()


def test_events_after_an_open_transaction_wait_for_it():
    with open_transaction():
        write()
        assert seal_events(now=later()) == 0
    assert seal_events(now=later()) == 2
    assert Seal.objects.get().count == 2


def test_a_transaction_that_stays_open_too_long_is_told_of_when_it_ends():
    with open_transaction():
        (event,) = write()
        assert seal_events(now=later() + timedelta(minutes=20)) == 1
    assert seal_events(now=later() + timedelta(minutes=21)) == 1
    first, second = Seal.objects.in_order()
    assert first.gaps[-1][1] == event.id - 1
    assert second.late == [event.id - 1]
    assert verify(by=ME).is_whole


def test_searches_go_by_their_indexes():
    write(3)
    Event.objects.create(actor_kind="staff", actor_key="7", channel="web", action="staff.signed_in")
    Event.objects.create(actor_kind="system", actor_key="x", channel="tty", action="a.b")
    events = Event.objects.newest_first()
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("SET enable_sort = off")
        for found, index in [
            (events.about(42), "audit_by_participant"),
            (events.filter(action="a.b"), "audit_by_action"),
            (events.by_staff([7]), "audit_by_actor"),
            (events.by_system("x"), "audit_by_actor"),
            (events.filter(channel="tty"), "audit_by_channel"),
            (Event.objects.filter(at__gte=later()).order_by("at", "id"), "audit_by_time"),
        ]:
            assert index in found[:51].explain(), index
        cursor.execute("RESET enable_seqscan")
        cursor.execute("RESET enable_sort")
