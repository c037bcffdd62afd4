"""Noting when the system of record's postal address of a person changed, so that a new one can be held for a while."""

from django.db import connection, transaction
from django.utils import timezone

from customer_connect.domain.identity.models.contacts import ADDRESS_PARTS

_NOW = "UPPER(" + " || '|' || ".join(f"cases_participant.{part}" for part in ADDRESS_PARTS) + ")"
_NEW = f"""
INSERT INTO identity_addressonfile (participant_id, address, changed_at)
SELECT id, {_NOW}, NULL FROM cases_participant
WHERE NOT EXISTS (SELECT 1 FROM identity_addressonfile WHERE participant_id = cases_participant.id)
ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of columns
_CHANGED = f"""
UPDATE identity_addressonfile SET address = {_NOW}, changed_at = %s
FROM cases_participant
WHERE cases_participant.id = identity_addressonfile.participant_id
  AND {_NOW} <> identity_addressonfile.address
"""  # noqa: S608


def note_addresses() -> int:
    """Compare every person's address with the one noted before, as `note_emails`. Returns how many differ."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEW)
        new = cursor.rowcount
        cursor.execute(_CHANGED, [connection.ops.adapt_datetimefield_value(timezone.now())])
        return int(new + cursor.rowcount)
