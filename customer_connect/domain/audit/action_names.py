"""Which actions the trail knows."""

from django.db import connection

from customer_connect.domain.audit.models import Event

# One step in the index of actions for each: counting them all would read every event.
_NAMES = f"""
    WITH RECURSIVE known(action) AS (
        SELECT min(action) FROM {Event._meta.db_table}
        UNION ALL
        SELECT (SELECT min(action) FROM {Event._meta.db_table} WHERE action > known.action)
        FROM known WHERE known.action IS NOT NULL
    )
    SELECT action FROM known WHERE action IS NOT NULL
"""  # noqa: S608


def action_names() -> list[str]:
    """Return every action that was ever written, in alphabetical order."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        return [row[0] for row in cursor.fetchall()]
