"""Noting when the system of record's email of a person changed, so that a new one can be held for a while.

The old one is told: whoever had an agent or the system of record change it must not go unseen by its owner.
"""

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.actions.tell_old_contacts import tell_email
from customer_connect.domain.identity.models import EmailOnFile

AT_ONCE = 500  # in one transaction

_NEW = """
INSERT INTO identity_emailonfile (participant_id, email, changed_at)
SELECT id, email, NULL FROM cases_participant
WHERE NOT EXISTS (SELECT 1 FROM identity_emailonfile WHERE participant_id = cases_participant.id)
ON CONFLICT DO NOTHING
"""


def note_emails() -> int:
    """Compare every person's email with the one noted before. Returns how many are new or changed.

    Two looks over the whole table rather than a hook in the import: whichever way an email gets there, it is
    noticed, and until then it differs from what was noted and is not used.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEW)
        noted = int(cursor.rowcount)
    while changed := _note_changed():
        noted += changed
    return noted


@transaction.atomic
def _note_changed() -> int:
    """Note some changed emails and tell the old ones, all or none. Returns how many."""
    changed = EmailOnFile.objects.exclude(email=F("participant__email")).select_related("participant")
    rows = list(changed.order_by("pk").select_for_update(of=("self",))[:AT_ONCE])
    now = timezone.now()
    for row in rows:
        _tell(row.participant, row.email)
        row.email, row.changed_at = row.participant.email, now
    EmailOnFile.objects.bulk_update(rows, ["email", "changed_at"])
    return len(rows)


def _tell(participant: Participant, old: str) -> None:
    if old and old.casefold() != participant.email.casefold():
        tell_email(participant=participant, email=old, by=Actor.system("note-emails"))
