"""Cases and who is in them."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from customer_connect.core.identifiers import format_case_number
from customer_connect.domain.cases.enums import CaseStatus, Role
from customer_connect.domain.cases.models.offices import Caseworker, Office
from customer_connect.domain.cases.models.participants import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "CaseQuerySet":
        """Return the cases in which this person is a parent or guardian. Children see none."""
        membership = CaseMember.objects.filter(case=OuterRef("pk"), participant=participant).parties()
        return self.filter(Exists(membership), is_current=True)

    def visible_to_staff(self, scope: StaffScope) -> "CaseQuerySet":
        """Return the cases that this scope opens, closed and former ones too."""
        if scope.is_everywhere:
            return self.all()
        if scope.is_nothing:
            return self.none()
        return self.filter(Exists(CaseMember.objects.filter(scope.of_members(), case=OuterRef("pk"))))


class Case(models.Model):
    """A child support case. `office` is the managing LCSA: staff scope, never shown to a party (see CaseMember)."""

    id = models.BigIntegerField(primary_key=True)
    status = models.CharField(max_length=8, choices=CaseStatus)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    has_private_wage_assignment = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)

    objects = CaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The case number as the agency prints it."""
        return format_case_number(self.id)

    @property
    def is_open(self) -> bool:
        """Whether the agency is working the case."""
        return self.status == CaseStatus.OPEN


class CaseMemberQuerySet(models.QuerySet["CaseMember"]):
    """Who is in which case."""

    def visible_to(self, participant: Participant) -> "CaseMemberQuerySet":
        """Return this person's own part in their cases: their role, office and caseworker, nobody else's."""
        return self.filter(participant=participant, case__is_current=True).parties()

    def known_to(self, participant: Participant) -> "CaseMemberQuerySet":
        """Return everybody who came into this person's cases before this person left them."""
        mine = CaseMember.objects.visible_to(participant).filter(case=OuterRef("case"))
        return self.filter(Exists(mine.filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("begins_on")))))

    def parties(self) -> "CaseMemberQuerySet":
        """Return the parents and guardians, without the children."""
        return self.filter(role__in=[Role.CUSTODIAL, Role.NONCUSTODIAL])

    def children(self) -> "CaseMemberQuerySet":
        """Return the children."""
        return self.filter(role=Role.CHILD)

    def on(self, day: date) -> "CaseMemberQuerySet":
        """Return those who are in the case on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), begins_on__lte=day)


class CaseMember(models.Model):
    """One person's part in one case.

    `office` and `caseworker` are those that serve this person. One party never sees the other's: an office tells a
    county, and a county tells where somebody lives.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True)
    caseworker = models.ForeignKey(Caseworker, on_delete=models.PROTECT, null=True)

    objects = CaseMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "participant"], name="one_membership_per_case"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.role} in {self.case_id}"
