"""What the system of record answered. Rows come by the import only."""

from django.db import models

from customer_connect.domain.changes.enums import AnswerStatus, Refusal


class ChangeAnswer(models.Model):
    """The answer to one change: its key is the change's. `words` are for staff and never shown to the author."""

    id = models.BigIntegerField(primary_key=True)
    status = models.CharField(max_length=8, choices=AnswerStatus)
    reason = models.CharField(max_length=15, choices=Refusal, blank=True)
    words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.id} {self.status}"
