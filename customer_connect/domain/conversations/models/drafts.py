"""Answers that staff have begun."""

from datetime import datetime

from django.db import models

from customer_connect.domain.conversations.models.conversations import Conversation
from customer_connect.domain.identity.models import StaffMember


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts."""

    def by(self, staff: StaffMember) -> "DraftQuerySet":
        """Return one's own."""
        return self.filter(staff=staff)

    def untouched_since(self, moment: datetime) -> "DraftQuerySet":
        """Return those that nobody has typed into since."""
        return self.filter(saved_at__lt=moment)


class Draft(models.Model):
    """What somebody has typed and not sent, with the files they attached.

    It stays when their claim runs out, and colleagues can go on from it.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "staff"], name="one_draft_each"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_by_time")]

    def __str__(self) -> str:
        return f"Draft for {self.conversation_id}"
