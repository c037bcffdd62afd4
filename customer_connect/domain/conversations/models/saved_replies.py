"""Replies that are used again and again, in both languages."""

from django.db import models

from customer_connect.domain.cases.models import Office
from customer_connect.domain.identity.models import StaffMember


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    """Saved replies."""

    def usable_by(self, staff: StaffMember) -> "SavedReplyQuerySet":
        """Return those of all offices and of one's own; whoever has no office has all."""
        if staff.office_id is None:
            return self.order_by("title", "id")
        return self.filter(models.Q(office=None) | models.Q(office=staff.office_id)).order_by("title", "id")

    def editable_by(self, staff: StaffMember) -> "SavedReplyQuerySet":
        """Return those of one's own office; whoever has no office may change all."""
        return self.usable_by(staff) if staff.office_id is None else self.filter(office=staff.office_id)


class SavedReply(models.Model):
    """One reply. Its placeholders, such as {first_name}, are filled in when it is put into an answer."""

    title = models.CharField(max_length=80)
    body_en = models.TextField()
    body_es = models.TextField()
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
    changed_at = models.DateTimeField()

    objects = SavedReplyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
