"""Keeping replies that are used again and again."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations.models import SavedReply
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def save_reply(
    *, staff: StaffMember, title: str, body_en: str, body_es: str, reply: SavedReply | None = None, by: Actor
) -> SavedReply:
    """Add a reply for one's office (without an office: for all), or change one. Raises SavedReply.DoesNotExist."""
    mine = SavedReply.objects.editable_by(staff)
    kept = mine.get(pk=reply.pk) if reply else SavedReply(office=staff.office)
    kept.title, kept.body_en, kept.body_es, kept.changed_at = title, body_en, body_es, timezone.now()
    kept.save()
    record("conversations.reply_saved", by=by, reply=kept.pk, title=title)
    return kept


@transaction.atomic
def delete_reply(*, staff: StaffMember, reply: SavedReply, by: Actor) -> None:
    """Delete a reply. Raises SavedReply.DoesNotExist for one that is not theirs to change."""
    kept = SavedReply.objects.editable_by(staff).get(pk=reply.pk)
    record("conversations.reply_deleted", by=by, reply=kept.pk, title=kept.title)
    kept.delete()
