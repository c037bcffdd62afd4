"""Batches of letters for the print shop. A letter is in one batch, and once more in each reprint."""

import uuid

from django.db import models
from django.db.models import Q

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.letter_enums import BatchState, LetterState
from customer_connect.domain.deliveries.models.deliveries import Delivery

UNFINISHED = [BatchState.COLLECTED, BatchState.WRITTEN, BatchState.STAGED]


class LetterBatchQuerySet(models.QuerySet["LetterBatch"]):
    """Batches."""

    def newest_first(self) -> "LetterBatchQuerySet":
        """Return all, the newest first."""
        return self.select_related("reprint_of").order_by("-id")

    def named(self, name: str) -> "LetterBatchQuerySet":
        """Return the batch that people call so, if there is one."""
        digits = name.rpartition("-")[2].lower()
        try:
            lowest, highest = uuid.UUID(digits.ljust(32, "0")), uuid.UUID(digits.ljust(32, "f"))
        except ValueError:
            return self.none()
        return self.filter(key__gte=lowest, key__lte=highest)

    def unfinished(self) -> "LetterBatchQuerySet":
        """Return those that the print shop does not have yet, in the order they were made."""
        return self.filter(state__in=UNFINISHED).order_by("id")

    def unacknowledged(self) -> "LetterBatchQuerySet":
        """Return those that the print shop has and did not answer for."""
        return self.filter(state=BatchState.HANDED_OVER).order_by("id")


class LetterBatch(models.Model):
    """One print file and its manifest. `key` names both to the print shop: the same key is the same batch.

    `file_hash` is the SHA-256 of the encrypted file, `pdf_hash` of the PDF in it. `staged_as` is the name under which
    it lies at the print shop until it is released.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reprint_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reprints")
    state = models.CharField(max_length=12, choices=BatchState, default=BatchState.COLLECTED)
    cut_off_at = models.DateTimeField()
    collected_at = models.DateTimeField()
    dated_on = models.DateField()
    pages = models.PositiveIntegerField(default=0)
    file_bytes = models.PositiveBigIntegerField(default=0)
    file_hash = models.CharField(max_length=64, blank=True)
    pdf_hash = models.CharField(max_length=64, blank=True)
    staged_as = models.CharField(max_length=120, blank=True)
    handed_over_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    file_deleted_at = models.DateTimeField(null=True)
    last_problem = models.CharField(max_length=120, blank=True)

    objects = LetterBatchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def name(self) -> str:
        """What people and the print shop call it: 20261122-3f0c9a1b2c4d."""
        return f"{self.dated_on:%Y%m%d}-{self.key.hex[:12]}"


class BatchedLetterQuerySet(models.QuerySet["BatchedLetter"]):
    """Letters in batches."""

    def about(self, participant: Participant) -> "BatchedLetterQuerySet":
        """Return one person's letters, newest first."""
        return self.filter(delivery__participant=participant).order_by("-id")

    def in_print_order(self) -> "BatchedLetterQuerySet":
        """Return the letters of a batch in the order of its pages."""
        return self.order_by("sequence")

    def to_print(self) -> "BatchedLetterQuerySet":
        """Return all but those that could not be printed."""
        return self.exclude(state=LetterState.DROPPED)

    def in_print_file(self) -> "BatchedLetterQuerySet":
        """Return those whose page can still be read, because the agency still has the print file."""
        return self.filter(page__isnull=False, batch__file_deleted_at=None, batch__file_bytes__gt=0)

    def newest_of_each(self) -> "BatchedLetterQuerySet":
        """Return for each delivery only its last printing."""
        newest = (
            self.model.objects.filter(delivery=models.OuterRef("delivery")).order_by("-id").values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest))


class BatchedLetter(models.Model):
    """One letter in one batch: its page in the print file, and what became of it. `page` counts from 1."""

    batch = models.ForeignKey(LetterBatch, on_delete=models.PROTECT, related_name="letters", db_index=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="printings")
    sequence = models.PositiveIntegerField()
    is_reprint = models.BooleanField(default=False)
    page = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=LetterState, default=LetterState.BATCHED)
    note = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = BatchedLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "sequence"], name="letters_of_a_batch_are_in_order"),
            models.UniqueConstraint(fields=["batch", "delivery"], name="a_letter_is_once_in_a_batch"),
            models.UniqueConstraint(
                fields=["delivery"], condition=Q(is_reprint=False), name="a_letter_is_in_one_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"Letter {self.sequence} of batch {self.batch_id}"
