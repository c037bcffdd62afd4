"""Writing the audit trail."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event

_COLUMNS = ("at", "actor_kind", "actor_key", "channel", "network", "action", "participant_number", "details")
_INSERT = (
    f"INSERT INTO {Event._meta.db_table} ({', '.join(_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join(['%s'] * len(_COLUMNS))}) RETURNING id"
)


def record(action: str, *, by: Actor, participant_id: int | None = None, **details: Any) -> Event:
    """Write one event. `action` is `area.what_happened`; details are JSON and hold no secret, SSN, PIN or address.

    In plain SQL: every page with confidential data writes one, and the ORM takes ten times as long over it.
    """
    event = Event(
        at=timezone.now(),
        actor_kind=by.kind.value,
        actor_key=by.key,
        channel=by.channel.value,
        network=by.network,
        action=action,
        participant_number=participant_id,
        details=details,
    )
    values = [getattr(event, name) for name in _COLUMNS]
    database = connections[DEFAULT_DB_ALIAS]
    values[0] = database.ops.adapt_datetimefield_value(event.at)
    values[-1] = database.ops.adapt_json_value(details, None)
    with database.cursor() as cursor:
        cursor.execute(_INSERT, values)
        event.pk = cursor.fetchone()[0]
    return event
