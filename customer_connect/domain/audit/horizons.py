"""Up to where the trail stands still: numbers are given out before their transactions end."""

from datetime import datetime, timedelta

from django.db import connection

from customer_connect.domain.audit.models import Event

# Between an event's own time and its number in the database, and between the clocks of several machines.
LAG = timedelta(seconds=10)
# Whoever keeps a transaction open for longer is not waited for: their events are told as late ones.
WAITS_AT_MOST = timedelta(minutes=15)
# Transactions that have written to the trail, or are about to: the lock is taken before the number.
_WRITERS = """
    SELECT min(activity.xact_start) FROM pg_locks AS held JOIN pg_stat_activity AS activity USING (pid)
    WHERE held.locktype = 'relation' AND held.relation = %s::regclass AND held.mode = 'RowExclusiveLock'
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND held.pid <> pg_backend_pid()
"""


def last_settled_event(*, after: int, now: datetime) -> int | None:
    """Return the number of the last event, beyond one, before which no more are to be expected."""
    settled = Event.objects.filter(id__gt=after, at__lte=_settled_until(now)).newest_first()
    return settled.values_list("id", flat=True).first()


def _settled_until(now: datetime) -> datetime:
    """Return the time whose events are all there. SQLite has one writer, so its numbers come in order."""
    if connection.vendor != "postgresql":
        return now
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [Event._meta.db_table])
        begun_at: datetime | None = cursor.fetchone()[0]
    return (max(begun_at, now - WAITS_AT_MOST) if begun_at and begun_at < now else now) - LAG
