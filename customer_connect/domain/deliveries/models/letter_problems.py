"""What staff have to do about letters that did not arrive."""

from django.db import models

from customer_connect.domain.cases.models import CaseMember, Caseworker, Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.deliveries.letter_enums import ProblemKind
from customer_connect.domain.deliveries.models.deliveries import Delivery


class LetterProblemQuerySet(models.QuerySet["LetterProblem"]):
    """Problems with letters."""

    def open(self) -> "LetterProblemQuerySet":
        """Return those that nobody has dealt with, the oldest first."""
        return self.filter(handled_at=None).order_by("id")

    def visible_to_staff(self, scope: StaffScope) -> "LetterProblemQuerySet":
        """Return those about the people whom this scope opens."""
        if scope.is_everywhere:
            return self.all()
        return self.filter(delivery__participant__in=Participant.objects.visible_to_staff(scope))

    def for_caseworker(self, caseworker: Caseworker) -> "LetterProblemQuerySet":
        """Return those about the people whom this caseworker serves."""
        served = CaseMember.objects.filter(caseworker=caseworker, case__is_current=True)
        return self.filter(delivery__participant__in=served.values("participant"))


class LetterProblem(models.Model):
    """One letter that somebody has to look after. `handled_by` is the key of the actor who did."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="problems")
    kind = models.CharField(max_length=12, choices=ProblemKind)
    note = models.CharField(max_length=120, blank=True)
    noted_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=64, blank=True)

    objects = LetterProblemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "kind"], name="a_letters_problem_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: letter {self.delivery_id}"
