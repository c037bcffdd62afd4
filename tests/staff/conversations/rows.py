"""Rows that pages about messages show."""

import uuid

from django.utils import timezone

from customer_connect.domain.conversations import vault
from customer_connect.domain.conversations.enums import FileKind, FileState
from customer_connect.domain.conversations.models import Attachment, Message, SavedReply
from tests.domain.conversations import files
from tests.factories import ConversationFactory, Family, MessageFactory


def message_of(family: Family, body: str = "When will my payment arrive?", **more: object) -> Message:
    """Return a first message of Ana to her office."""
    conversation = ConversationFactory.create(
        participant=family.ana, case=family.case, office=family.dee.office, **more
    )
    message: Message = MessageFactory.create(conversation=conversation, body=body)
    return message


def file_of(message: Message, content: bytes | None = None, **more: object) -> Attachment:
    """Return a clean photo that came with a message."""
    values: dict[str, object] = {
        "participant": message.conversation.participant,
        "message": message,
        "form_key": uuid.uuid4(),
        "name": "stub.jpg",
        "kind": FileKind.PHOTO,
        "size": 3,
        "state": FileState.CLEAN,
        "received_at": timezone.now(),
        "scanned_at": timezone.now(),
        "next_scan_at": timezone.now(),
        **more,
    }
    attachment: Attachment = Attachment.objects.create(**values)
    vault.put(attachment, files.photo() if content is None else content)
    return attachment


def reply_of(family: Family, **more: object) -> SavedReply:
    """Return a saved reply of Ana's office."""
    values: dict[str, object] = {
        "title": "On its way",
        "body_en": "Dear {first_name}, it is on its way. {my_name}",
        "body_es": "Estimada {first_name}: ya va en camino. {my_name}",
        "office": family.dee.office,
        "changed_at": timezone.now(),
        **more,
    }
    reply: SavedReply = SavedReply.objects.create(**values)
    return reply


def message_with_file_of(family: Family) -> dict[str, object]:
    """Return what addresses about a message of Ana's take."""
    message = message_of(family)
    return {
        "conversation_id": message.conversation_id,
        "attachment_id": file_of(message).pk,
        "reply_id": reply_of(family).pk,
    }
