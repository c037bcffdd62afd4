"""What agents pass on to caseworkers."""

from django.db import models

from customer_connect.domain.calls.models.calls import Call
from customer_connect.domain.cases.models import CaseMember, Caseworker, Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.identity.models import StaffMember


class ReferralQuerySet(models.QuerySet["Referral"]):
    """What was passed on."""

    def open(self) -> "ReferralQuerySet":
        """Return those that nobody has seen to, the oldest first."""
        return self.filter(handled_at=None).order_by("id")

    def visible_to_staff(self, scope: StaffScope) -> "ReferralQuerySet":
        """Return those about the people whom this scope opens."""
        if scope.is_everywhere:
            return self.all()
        return self.filter(participant__in=Participant.objects.visible_to_staff(scope))

    def for_caseworker(self, caseworker: Caseworker) -> "ReferralQuerySet":
        """Return those about the people whom this caseworker serves."""
        served = CaseMember.objects.filter(caseworker=caseworker, case__is_current=True)
        return self.filter(participant__in=served.values("participant"))


class Referral(models.Model):
    """One thing to see to for somebody who called. It outlives the record of the call."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="referrals")
    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, related_name="referrals")
    note = models.TextField()
    made_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    handled_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["handled_at", "id"], name="referral_open")]

    def __str__(self) -> str:
        return f"Referral {self.pk}"
