"""Noting that the other side has opened messages."""

from django.utils import timezone

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations.models import Conversation


def note_read_by_participant(*, participant: Participant, conversation: Conversation) -> None:
    """Note that the participant has the agency's answers before them."""
    if conversation.participant_id == participant.pk:
        conversation.messages.from_staff().unread().update(read_at=timezone.now())


def note_read_by_staff(*, conversation: Conversation) -> None:
    """Note that somebody on the staff has the participant's messages before them."""
    conversation.messages.from_participants().unread().update(read_at=timezone.now())
