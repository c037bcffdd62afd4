"""What staff do with a conversation: answer it, or close it."""

import uuid

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.actions.tell import tell_of_answer
from customer_connect.domain.conversations.enums import State
from customer_connect.domain.conversations.exceptions import AnsweredByOther, ConversationMoved, HarmfulFile
from customer_connect.domain.conversations.models import Attachment, Conversation, Draft, Message
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

    The files that lie with the author's draft go with it, also those that are still to be scanned: until they are
    found clean nobody opens them. `last_read_id` is the last message that the author had before them. Raises
    AnsweredByOther while another holds the claim, ConversationMoved where something was written since, HarmfulFile.
    """
    held = _held(conversation)
    if sent := held.messages.filter(form_key=form_key).first():
        _forget_draft(held, staff)
        return sent
    _check(held, staff, last_read_id)
    files = Attachment.objects.filter(draft__conversation=held, draft__staff=staff)
    now, is_late = timezone.now(), held.is_overdue
    message = Message.objects.create(
        conversation=held, staff=staff, body=body, sent_at=now, form_key=form_key
    )
    count = files.update(message=message, draft=None)
    if harmful := message.attachments.refused().first():  # asked of what has gone: the scan may be just done
        raise HarmfulFile(harmful.name)
    _settle(held, State.ANSWERED, staff)
    held.last_message_at = now
    held.save()
    _forget_draft(held, staff)
    record(
        "conversations.answered",
        by=by,
        participant_id=held.participant_id,
        conversation=held.pk,
        is_late=is_late,
        files=count,
    )
    tell_of_answer(message=message, by=by)
    return message


@transaction.atomic
def close_conversation(
    *, conversation: Conversation, staff: StaffMember, last_read_id: int, by: Actor
) -> None:
    """Close a conversation that needs no (further) answer. What its author had begun is forgotten.

    Raises AnsweredByOther, ConversationMoved.
    """
    held = _held(conversation)
    if held.is_closed:
        return
    _check(held, staff, last_read_id)
    _settle(held, State.CLOSED, staff)
    held.save()
    _forget_draft(held, staff)
    record("conversations.closed", by=by, participant_id=held.participant_id, conversation=held.pk)


def _held(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)


def _forget_draft(held: Conversation, staff: StaffMember) -> None:
    vault.forget(Attachment.objects.filter(draft__conversation=held, draft__staff=staff))
    Draft.objects.by(staff).filter(conversation=held).delete()


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
