"""Messages of conversations."""

from django.db import connection, models
from django.db.models import Q

from customer_connect.core.plain_names import PlainName
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.conversations.models.conversations import Conversation
from customer_connect.domain.conversations.searches import HasWords, words_of
from customer_connect.domain.identity.models import StaffMember


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "MessageQuerySet":
        """Return those of this person's conversations."""
        return self.filter(conversation__in=Conversation.objects.visible_to(participant))

    def visible_to_staff(self, scope: StaffScope) -> "MessageQuerySet":
        """Return those of the conversations that this scope opens."""
        return self.filter(conversation__in=Conversation.objects.visible_to_staff(scope))

    def from_staff(self) -> "MessageQuerySet":
        """Return the agency's."""
        return self.filter(staff__isnull=False)

    def from_participants(self) -> "MessageQuerySet":
        """Return the participants'."""
        return self.filter(staff=None)

    def unread(self) -> "MessageQuerySet":
        """Return those that the other side has not opened."""
        return self.filter(read_at=None)

    def with_words(self, typed: str) -> "MessageQuerySet":
        """Return those in which every word begins a word. PostgreSQL finds them by its index."""
        words = words_of(typed)
        if not words:
            return self.none()
        if connection.vendor == "postgresql":
            return self.filter(HasWords("body", words))
        found = self.alias(plain=PlainName("body"))
        for word in words:
            found = found.filter(plain__contains=word)
        return found


class Message(models.Model):
    """One message. Without `staff` its author is the participant. `read_at` is when the other side first opened it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    form_key = models.UUIDField()  # as Conversation's

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "form_key"], name="one_message_per_form"),
        ]
        indexes = [
            models.Index(fields=["sent_at"], name="message_by_time"),
            models.Index(fields=["conversation"], condition=Q(read_at=None), name="message_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.sent_at:%Y-%m-%d %H:%M}"

    @property
    def is_from_staff(self) -> bool:
        """Whether the agency wrote it."""
        return self.staff_id is not None
