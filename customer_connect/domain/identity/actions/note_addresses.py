"""Noting when the system of record's postal address of a person changed, so that a new one can be held for a while.

Its owner is told, at the old address too: whoever had an agent or the system of record change it must not have the
next PIN letter unseen.
"""

from django.db import connection, transaction
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.postal_addresses import address_lines_of
from customer_connect.domain.identity.accounts import can_sign_in
from customer_connect.domain.identity.actions.announce import emails_on_file
from customer_connect.domain.identity.actions.tell_old_contacts import tell_email, tell_old_address
from customer_connect.domain.identity.models import AddressOnFile
from customer_connect.domain.identity.models.contacts import ADDRESS_PARTS

AT_ONCE = 500  # in one transaction

_NOTED = (*ADDRESS_PARTS, "is_address_valid")
_COLUMNS = ", ".join(_NOTED)
_NEW = f"""
INSERT INTO identity_addressonfile (participant_id, {_COLUMNS}, changed_at)
SELECT id, {_COLUMNS}, NULL FROM cases_participant
WHERE NOT EXISTS (SELECT 1 FROM identity_addressonfile WHERE participant_id = cases_participant.id)
ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of columns


def note_addresses() -> int:
    """Compare every person's address with the one noted before, as `note_emails`. Returns how many differ."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEW)
        noted = int(cursor.rowcount)
    last: int | None = 0
    while last is not None:
        changed, last = _note_outdated(after=last)
        noted += changed
    return noted


@transaction.atomic
def _note_outdated(*, after: int) -> tuple[int, int | None]:
    """Note some outdated addresses and tell their owners, all or none. Returns how many changed, and the last one.

    An address that only became valid or invalid is noted, and is no news.
    """
    outdated = AddressOnFile.objects.outdated().filter(pk__gt=after).select_related("participant")
    rows = list(outdated.order_by("pk").select_for_update(of=("self",))[:AT_ONCE])
    now = timezone.now()
    changed = 0
    for row in rows:
        person = row.participant
        if not row.is_of(person):
            if can_sign_in(person):
                _tell(row)
            row.changed_at = now
            changed += 1
        for part in _NOTED:
            setattr(row, part, getattr(person, part))
    AddressOnFile.objects.bulk_update(rows, [*_NOTED, "changed_at"])
    return changed, rows[-1].pk if rows else None


def _tell(old: AddressOnFile) -> None:
    me = Actor.system("note-addresses")
    for email in emails_on_file(old.participant):
        tell_email(participant=old.participant, email=email, by=me)
    tell_old_address(participant=old.participant, lines=address_lines_of(old), by=me)
