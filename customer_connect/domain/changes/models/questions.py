"""What staff ask back about a report, and what its author answers."""

from django.db import models

from customer_connect.core.sealing import unseal
from customer_connect.domain.changes.models.reports import ReportedChange

QUESTION_PURPOSE = "change-question"
ANSWER_PURPOSE = "change-question-answer"


class Question(models.Model):
    """One question and its answer. Both are sealed: they are as confidential as the report."""

    change = models.ForeignKey(ReportedChange, on_delete=models.CASCADE, related_name="questions")
    question_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change"], condition=models.Q(answered_at=None), name="one_open_question_a_change"
            )
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.asked_at:%Y-%m-%d}"

    @property
    def question(self) -> str:
        """What was asked."""
        return unseal(bytes(self.question_sealed), purpose=QUESTION_PURPOSE)

    @property
    def answer(self) -> str:
        """What was answered, or nothing yet."""
        return unseal(bytes(self.answer_sealed), purpose=ANSWER_PURPOSE) if self.answer_sealed else ""
