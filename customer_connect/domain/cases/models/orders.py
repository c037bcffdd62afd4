"""Court orders: what somebody must pay."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from customer_connect.domain.cases.enums import Frequency, Obligation, Role
from customer_connect.domain.cases.models.cases import Case, CaseMember
from customer_connect.domain.cases.models.participants import Participant


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "OrderQuerySet":
        """Return the orders that this person pays, and those of the cases in which they are paid.

        Where two parents pay a guardian, neither sees the other's order. A guardian who left a case sees none that
        began after that.
        """
        mine = CaseMember.objects.visible_to(participant)
        paid = mine.filter(case=OuterRef("case"), role=Role.CUSTODIAL)
        paid_to_me = Exists(paid.filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("begins_on"))))
        return self.filter(Q(payer=participant) | paid_to_me, case__in=mine.values("case"))


class Order(models.Model):
    """One obligation of one payer: amount in dollars at each due date, from `begins_on` to `ends_on`."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="orders")
    payer = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="orders")
    obligation = models.CharField(max_length=16, choices=Obligation)
    court_number = models.CharField(max_length=30, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    frequency = models.CharField(max_length=12, choices=Frequency)
    ordered_on = models.DateField()
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = OrderQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.obligation} {self.amount} {self.frequency}"
