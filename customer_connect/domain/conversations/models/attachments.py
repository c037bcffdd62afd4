"""Files that participants attach."""

import secrets

from django.db import models
from django.db.models import Q

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.conversations.enums import FileKind, FileState, Refusal
from customer_connect.domain.conversations.models.messages import Message


def draw_stored_name() -> str:
    """Return the random name under which a file is stored."""
    return secrets.token_hex(16)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "AttachmentQuerySet":
        """Return what this person attached."""
        return self.filter(participant=participant)

    def visible_to_staff(self, scope: StaffScope) -> "AttachmentQuerySet":
        """Return what came with the messages that this scope opens. What was not sent is nobody's but its owner's."""
        return self.filter(message__in=Message.objects.visible_to_staff(scope))

    def unsent(self) -> "AttachmentQuerySet":
        """Return those that were uploaded to a form which was not sent yet."""
        return self.filter(message=None)

    def can_be_opened(self) -> "AttachmentQuerySet":
        """Return those that are out of quarantine."""
        return self.filter(state=FileState.CLEAN)


class Attachment(models.Model):
    """One file, as it was written anew here. Its content lies sealed in the vault under a random name.

    Until its form is sent it belongs to that form (`form_key`) and no message. `scanned_at` stays empty where it
    passed without a virus scanner. `next_scan_at` is when a worker may take it, and is put off while one has it.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="attachments")
    form_key = models.UUIDField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=5, choices=FileKind)
    size = models.PositiveIntegerField()
    digest = models.CharField(
        max_length=64
    )  # SHA-256 of what was uploaded: the same file comes in once for a form
    stored_name = models.CharField(max_length=32, unique=True, default=draw_stored_name, editable=False)
    state = models.CharField(max_length=8, choices=FileState, default=FileState.WAITING)
    refusal = models.CharField(max_length=12, choices=Refusal, blank=True)
    received_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)
    next_scan_at = models.DateTimeField()
    scans = models.PositiveSmallIntegerField(default=0)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_scan_at"], condition=Q(state=FileState.WAITING), name="attachment_to_scan"
            ),
            models.Index(fields=["form_key"], condition=Q(message=None), name="attachment_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo."""
        return self.kind == FileKind.PHOTO

    @property
    def is_clean(self) -> bool:
        """Whether it may be opened."""
        return self.state == FileState.CLEAN

    @property
    def is_refused(self) -> bool:
        """Whether it was found to be harmful, and deleted."""
        return self.state == FileState.REFUSED

    @property
    def content_type(self) -> str:
        """What the browser is told that it is."""
        return "image/jpeg" if self.is_photo else "application/pdf"
