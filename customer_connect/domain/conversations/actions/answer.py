"""What staff do with a conversation: answer it, or close it."""

import uuid

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations.actions.tell import tell_of_answer
from customer_connect.domain.conversations.enums import State
from customer_connect.domain.conversations.exceptions import AnsweredByOther, ConversationMoved
from customer_connect.domain.conversations.models import Conversation, Draft, Message
from customer_connect.domain.identity.models import StaffMember


@transaction.atomic
def answer(
    *,
    conversation: Conversation,
    staff: StaffMember,
    body: str,
    last_read_id: int,
    form_key: uuid.UUID,
    by: Actor,
) -> Message:
    """Answer the participant, who is told that there is something new. The same form again returns the first answer.

    `last_read_id` is the last message that the author had before them. Raises AnsweredByOther while another holds the
    claim, ConversationMoved where something was written since.
    """
    held = _held(conversation)
    if sent := held.messages.filter(form_key=form_key).first():
        return sent
    _check(held, staff, last_read_id)
    now, is_late = timezone.now(), held.is_overdue
    message = Message.objects.create(
        conversation=held, staff=staff, body=body, sent_at=now, form_key=form_key
    )
    _settle(held, State.ANSWERED, staff)
    held.last_message_at = now
    held.save()
    Draft.objects.by(staff).filter(conversation=held).delete()
    record(
        "conversations.answered",
        by=by,
        participant_id=held.participant_id,
        conversation=held.pk,
        is_late=is_late,
    )
    tell_of_answer(message=message, by=by)
    return message


@transaction.atomic
def close_conversation(
    *, conversation: Conversation, staff: StaffMember, last_read_id: int, by: Actor
) -> None:
    """Close a conversation that needs no (further) answer. Raises as `answer`."""
    held = _held(conversation)
    if held.is_closed:
        return
    _check(held, staff, last_read_id)
    _settle(held, State.CLOSED, staff)
    held.save()
    Draft.objects.by(staff).filter(conversation=held).delete()
    record("conversations.closed", by=by, participant_id=held.participant_id, conversation=held.pk)


def _held(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)


def _check(held: Conversation, staff: StaffMember, last_read_id: int) -> None:
    if held.claimant and held.claimed_by_id != staff.pk:
        raise AnsweredByOther(held.claimant.name)
    if held.messages.filter(pk__gt=last_read_id).exists():
        raise ConversationMoved


def _settle(held: Conversation, state: State, staff: StaffMember) -> None:
    """Stop the clock and end the claim. A conversation that was nobody's is now its author's."""
    held.state, held.waiting_since, held.due_on = state, None, None
    held.claimed_by, held.claimed_until = None, None
    held.assigned_to = held.assigned_to or staff
