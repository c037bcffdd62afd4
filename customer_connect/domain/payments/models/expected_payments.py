"""Money that a payee is expecting."""

from django.db import models

from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.payments.enums import ExpectedStatus, Method


class ExpectedPaymentQuerySet(models.QuerySet["ExpectedPayment"]):
    """Expected payments, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "ExpectedPaymentQuerySet":
        """Return what this person is expecting to receive."""
        return self.filter(case__in=Case.objects.visible_to(participant), payee=participant)

    def soonest_first(self) -> "ExpectedPaymentQuerySet":
        """Order by the expected date."""
        return self.order_by("expected_on", "id")


class ExpectedPayment(models.Model):
    """A payment the system of record expects to send to a payee."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="expected_payments")
    payee = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="expected_payments")
    expected_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    status = models.CharField(max_length=12, choices=ExpectedStatus)
    method = models.CharField(max_length=16, choices=Method)

    objects = ExpectedPaymentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.expected_on} {self.amount}"
