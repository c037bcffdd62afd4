"""Claims: whoever answers has the conversation to themselves for some minutes, so that two do not answer at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations.exceptions import AnsweredByOther
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def claim(*, conversation: Conversation, staff: StaffMember, by: Actor) -> None:
    """Take a conversation to answer it, or hold it for longer. Raises AnsweredByOther."""
    is_new = conversation.claimed_by_id != staff.pk or conversation.claimant is None
    if not hold(conversation, staff):
        conversation.refresh_from_db()
        claimant = conversation.claimed_by
        raise AnsweredByOther(claimant.name if claimant else "")
    if is_new:
        record(
            "conversations.claimed",
            by=by,
            participant_id=conversation.participant_id,
            conversation=conversation.pk,
        )


@transaction.atomic
def release(*, conversation: Conversation, staff: StaffMember, by: Actor) -> None:
    """Give a conversation back that one has claimed. Does nothing for another's claim."""
    mine = Conversation.objects.filter(pk=conversation.pk, claimed_by=staff)
    if mine.update(claimed_by=None, claimed_until=None):
        record(
            "conversations.released",
            by=by,
            participant_id=conversation.participant_id,
            conversation=conversation.pk,
        )


def hold(conversation: Conversation, staff: StaffMember) -> bool:
    """Set or lengthen somebody's claim in one statement, unless another's stands. Returns whether they have it."""
    now = timezone.now()
    is_free = Q(claimed_by=None) | Q(claimed_by=staff) | Q(claimed_until__lte=now)
    until = now + timedelta(minutes=agency().messages.claim_minutes)
    return bool(
        Conversation.objects.filter(is_free, pk=conversation.pk).update(claimed_by=staff, claimed_until=until)
    )
