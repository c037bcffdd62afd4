"""Money that went out to a payee."""

from django.db import models

from customer_connect.core.indexes import CoveringIndex
from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.payments.enums import DisbursementStatus, EntryKind, Method


class DisbursementQuerySet(models.QuerySet["Disbursement"]):
    """Disbursements, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "DisbursementQuerySet":
        """Return what was sent to this person."""
        return self.filter(case__in=Case.objects.visible_to(participant), payee=participant)

    def newest_first(self) -> "DisbursementQuerySet":
        """Order by posting date, newest first."""
        return self.order_by("-posted_on", "-id")


class Disbursement(models.Model):
    """One entry of money sent in one case: to a participant, or to a third party by name (an agency, a relative)."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, db_index=False, related_name="disbursements")
    payee = models.ForeignKey(
        Participant, on_delete=models.PROTECT, db_index=False, null=True, related_name="disbursements"
    )
    third_party_name = models.CharField(max_length=120, blank=True)
    receipt_id = models.BigIntegerField(null=True)
    posted_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    kind = models.CharField(max_length=10, choices=EntryKind)
    status = models.CharField(max_length=8, choices=DisbursementStatus)
    method = models.CharField(max_length=16, choices=Method)
    reverses_id = models.BigIntegerField(null=True)

    objects = DisbursementQuerySet.as_manager()

    class Meta:
        indexes = [
            CoveringIndex(
                fields=["case", "-posted_on", "-id"],
                include=["payee", "amount", "kind", "status", "method", "reverses_id"],
                name="disbursement_history",
            )
        ]

    def __str__(self) -> str:
        return f"{self.posted_on} {self.amount} {self.kind}"
