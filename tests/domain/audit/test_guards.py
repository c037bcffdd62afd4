"""The database itself refuses to change the trail."""

import pytest
from django.db import DatabaseError, connection, transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actions.seal import seal_events
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event, Seal
from tests.domain.audit.trails import later


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET late_id = late_id", "TRUNCATE {}"])
def test_sql_cannot_change_or_delete_what_was_written(table, statement):
    record("cases.viewed", by=Actor.system("test"))
    assert seal_events(now=later()) == 1
    key = "id" if table == "audit_event" else "number"
    sql = statement.format(table).replace("late_id", key)
    if connection.vendor == "sqlite" and statement.startswith("TRUNCATE"):
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(sql)
    assert (Event.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_tables_are_emptied_between_tests_and_guarded_again(turn):
    assert not Event.objects.exists()
    record("cases.viewed", by=Actor.system("test"))
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute("DELETE FROM audit_event")
