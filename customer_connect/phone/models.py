"""Calls by webhooks, between two of them."""

from django.db import models

HELD_CALL_PURPOSE = "phone-held-call"


class HeldCallRow(models.Model):
    """One call under way: the dialogue's state and what was said last, sealed. Deleted when the call is over."""

    call_id = models.CharField(max_length=100, unique=True)
    call_sealed = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "phone_held_call"
        indexes = [models.Index(fields=["changed_at"], name="held_call_by_time")]

    def __str__(self) -> str:
        return f"Held call {self.pk}"
