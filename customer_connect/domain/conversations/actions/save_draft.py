"""Keeping what somebody on the staff has typed."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.conversations.actions.claim import hold
from customer_connect.domain.conversations.models import Conversation, Draft
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def save_draft(*, conversation: Conversation, staff: StaffMember, body: str) -> bool:
    """Keep a draft in place of an earlier one; an empty one without files is forgotten.

    Returns whether its author holds the claim. The draft is kept in any case: also when another is answering meanwhile.
    No audit event: nothing left the desk.
    """
    mine = Draft.objects.by(staff).filter(conversation=conversation)
    if body.strip() or mine.filter(attachments__isnull=False).exists():
        Draft.objects.update_or_create(
            conversation=conversation, staff=staff, defaults={"body": body, "saved_at": timezone.now()}
        )
    else:
        mine.delete()
    return hold(conversation, staff)
