"""Tables of messages."""

from customer_connect.domain.conversations.models.attachments import Attachment
from customer_connect.domain.conversations.models.conversations import Conversation
from customer_connect.domain.conversations.models.drafts import Draft
from customer_connect.domain.conversations.models.messages import Message
from customer_connect.domain.conversations.models.saved_replies import SavedReply

__all__ = ["Attachment", "Conversation", "Draft", "Message", "SavedReply"]
