"""Files of an answer: they lie with its author's draft until it is sent."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.models import Attachment, Conversation, Draft
from customer_connect.domain.conversations.taking_in import Basket, take_in
from customer_connect.domain.identity.models import StaffMember


def attach_to_answer(
    *, conversation: Conversation, staff: StaffMember, name: str, content: bytes, by: Actor
) -> Attachment:
    """Take a file in and keep it with one's draft. The same file again returns the first one. Raises FileRefused."""
    draft, _ = Draft.objects.get_or_create(
        conversation=conversation, staff=staff, defaults={"body": "", "saved_at": timezone.now()}
    )
    basket = Basket(conversation.participant, draft=draft)
    return take_in(basket, name=name, content=content, by=by)


@transaction.atomic
def drop_from_answer(
    *, conversation: Conversation, staff: StaffMember, attachment_id: int, by: Actor
) -> None:
    """Take a file off one's own draft. Does nothing for any other."""
    mine = Attachment.objects.filter(draft__conversation=conversation, draft__staff=staff, pk=attachment_id)
    if vault.forget(mine):
        record(
            "conversations.file_dropped",
            by=by,
            participant_id=conversation.participant_id,
            attachment=attachment_id,
        )
