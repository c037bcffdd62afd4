"""What is owed, as the system of record says it. We never compute one to show in its place."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from customer_connect.domain.cases.enums import Role
from customer_connect.domain.cases.models import Case, CaseMember, Participant
from customer_connect.domain.payments.enums import BalanceKind, OwedTo


class BalanceQuerySet(models.QuerySet["Balance"]):
    """Balances, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "BalanceQuerySet":
        """Return what this person owes, and what is owed to the family in the cases in which they are paid.

        Where two parents pay a guardian, neither sees what the other owes.
        """
        mine = CaseMember.objects.visible_to(participant)
        paid_to_me = Exists(mine.filter(case=OuterRef("case"), role=Role.CUSTODIAL))
        owed_to_me = Q(paid_to_me, ~Q(payer=participant), owed_to=OwedTo.FAMILY)
        return self.filter(Q(payer=participant) | owed_to_me, case__in=mine.values("case"))


class Balance(models.Model):
    """One balance of one payer in one case: dollars owed as of a date."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="balances")
    payer = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="balances")
    kind = models.CharField(max_length=16, choices=BalanceKind)
    owed_to = models.CharField(max_length=8, choices=OwedTo)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    as_of = models.DateField()

    objects = BalanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "payer", "kind", "owed_to"], name="one_balance_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
