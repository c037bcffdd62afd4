"""One-time codes."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Sum

from customer_connect.domain.cases.models import Participant


class CodePurpose(models.TextChoices):
    """What a code is good for. A code for one thing is good for nothing else."""

    SIGN_IN = "sign_in"
    CHANGE = "change"
    CONFIRM_EMAIL = "confirm_email"
    CONFIRM_PHONE = "confirm_phone"


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    """Codes, always those of one person for one purpose."""

    def asked_by(self, participant: Participant, purpose: CodePurpose) -> "OneTimeCodeQuerySet":
        """Return a person's codes for a purpose, newest first."""
        return self.filter(participant=participant, purpose=purpose).order_by("-sent_at", "-id")

    def live(self, now: datetime) -> "OneTimeCodeQuerySet":
        """Return the codes that can still be used."""
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=now)

    def tries_since(self, moment: datetime) -> int:
        """Return how many codes were typed for these, right or wrong."""
        return self.filter(sent_at__gt=moment).aggregate(tries=Sum("tries"))["tries"] or 0


class OneTimeCode(models.Model):
    """One code that was sent. Kept as a keyed fingerprint that binds it to its purpose, person, address and session.

    A fast fingerprint is enough: the code lives ten minutes and five tries, and the key stands outside the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="one_time_codes", db_index=False
    )
    purpose = models.CharField(max_length=13, choices=CodePurpose)
    address_index = models.BinaryField(max_length=32)
    address_masked = models.CharField(max_length=120)
    fingerprint = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["participant", "purpose", "-sent_at"], name="code_by_participant"),
            models.Index(fields=["sent_at"], name="code_by_time"),
        ]

    def __str__(self) -> str:
        return f"Code of {self.participant_id} for {self.purpose}"


# The limits on failures look back a day; older codes say nothing any more.
KEPT_FOR = timedelta(days=2)
