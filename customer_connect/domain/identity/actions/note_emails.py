"""Noting when the system of record's email of a person changed, so that a new one can be held for a while."""

from django.db import connection, transaction
from django.utils import timezone

_NEW = """
INSERT INTO identity_emailonfile (participant_id, email, changed_at)
SELECT id, email, NULL FROM cases_participant
WHERE NOT EXISTS (SELECT 1 FROM identity_emailonfile WHERE participant_id = cases_participant.id)
ON CONFLICT DO NOTHING
"""
_CHANGED = """
UPDATE identity_emailonfile SET email = cases_participant.email, changed_at = %s
FROM cases_participant
WHERE cases_participant.id = identity_emailonfile.participant_id
  AND cases_participant.email <> identity_emailonfile.email
"""


def note_emails() -> int:
    """Compare every person's email with the one noted before. Returns how many are new or changed.

    Two statements over the whole table rather than a hook in the import: whichever way an email gets there, it is
    noticed, and until then it differs from what was noted and is not used.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEW)
        new = cursor.rowcount
        cursor.execute(_CHANGED, [connection.ops.adapt_datetimefield_value(timezone.now())])
        return int(new + cursor.rowcount)
