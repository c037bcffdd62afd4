"""Money that came in from a payer."""

from django.db import models

from customer_connect.core.indexes import CoveringIndex
from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.payments.enums import EntryKind, ReceiptStatus, Source


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "ReceiptQuerySet":
        """Return what this person paid. The other party's payments are the other party's."""
        return self.filter(case__in=Case.objects.visible_to(participant), payer=participant)

    def newest_first(self) -> "ReceiptQuerySet":
        """Order by posting date, newest first."""
        return self.order_by("-posted_on", "-id")


class Receipt(models.Model):
    """One entry of money received in one case, and how it was applied.

    `current_support + arrears + interest + other = amount`: what the entry was applied to, in dollars.
    """

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, db_index=False, related_name="receipts")
    payer = models.ForeignKey(Participant, on_delete=models.PROTECT, db_index=False, related_name="receipts")
    posted_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    kind = models.CharField(max_length=10, choices=EntryKind)
    status = models.CharField(max_length=8, choices=ReceiptStatus)
    source = models.CharField(max_length=16, choices=Source)
    current_support = models.DecimalField(max_digits=12, decimal_places=2)
    arrears = models.DecimalField(max_digits=12, decimal_places=2)
    interest = models.DecimalField(max_digits=12, decimal_places=2)
    other = models.DecimalField(max_digits=12, decimal_places=2)
    reverses_id = models.BigIntegerField(null=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        indexes = [
            CoveringIndex(
                fields=["case", "-posted_on", "-id"],
                include=["payer", "amount", "kind", "status", "source", "reverses_id"],
                name="receipt_history",
            )
        ]

    def __str__(self) -> str:
        return f"{self.posted_on} {self.amount} {self.kind}"
