"""Files that participants and staff attach."""

import secrets
from datetime import datetime

from django.db import models
from django.db.models import Q

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.conversations.enums import FileKind, FileState, Refusal
from customer_connect.domain.conversations.models.conversations import Conversation
from customer_connect.domain.conversations.models.drafts import Draft
from customer_connect.domain.conversations.models.messages import Message
from customer_connect.domain.identity.models import StaffMember


def draw_stored_name() -> str:
    """Return the random name under which a file is stored."""
    return secrets.token_hex(16)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "AttachmentQuerySet":
        """Return what this person attached, and what staff have sent them."""
        return self.filter(Q(staff=None) | Q(message__isnull=False), participant=participant)

    def visible_to_staff(self, scope: StaffScope) -> "AttachmentQuerySet":
        """Return what came with the messages, and lies with the drafts, that this scope opens.

        What a participant has not sent is nobody's but theirs.
        """
        drafts = Draft.objects.filter(conversation__in=Conversation.objects.visible_to_staff(scope))
        return self.filter(Q(message__in=Message.objects.visible_to_staff(scope)) | Q(draft__in=drafts))

    def unsent(self) -> "AttachmentQuerySet":
        """Return those that were uploaded to a participant's form which was not sent yet."""
        return self.filter(message=None, staff=None, late_until=None)

    def late(self, now: datetime) -> "AttachmentQuerySet":
        """Return those that came with forms of sessions that had ended, and may still be fetched."""
        return self.filter(message=None, late_until__gt=now)

    def refused(self) -> "AttachmentQuerySet":
        """Return those that were found to be harmful."""
        return self.filter(state=FileState.REFUSED)

    def can_be_opened(self) -> "AttachmentQuerySet":
        """Return those that are out of quarantine."""
        return self.filter(state=FileState.CLEAN)


class Attachment(models.Model):
    """One file, as it was written anew here. Its content lies sealed in the vault under a random name.

    `participant` is whose conversation it is in, and who attached it unless `staff` did. Until it is sent it belongs
    to no message, but to the participant's form (`form_key`) or to the draft of a member of staff. One that came after
    its sender's session had ended waits until `late_until` for them to fetch it, and is on no form before.

    `scanned_at` stays empty where it passed without a virus scanner. `next_scan_at` is when a worker may take it, and
    is put off while one has it.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attachments")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="attachments")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="attachments")
    form_key = models.UUIDField(null=True)
    late_until = models.DateTimeField(null=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=5, choices=FileKind)
    size = models.PositiveIntegerField()
    digest = models.CharField(
        max_length=64
    )  # SHA-256 of what was uploaded: the same file comes in once for a form or a draft
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
            models.Index(
                fields=["late_until"], condition=Q(late_until__isnull=False), name="attachment_late"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(staff=None, form_key__isnull=False, draft=None)
                | Q(staff__isnull=False, form_key=None, late_until=None),
                name="a_file_is_a_participants_or_staffs",
            )
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
    def is_from_staff(self) -> bool:
        """Whether the agency attached it."""
        return self.staff_id is not None

    @property
    def content_type(self) -> str:
        """What the browser is told that it is."""
        return "image/jpeg" if self.is_photo else "application/pdf"
