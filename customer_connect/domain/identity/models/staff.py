"""Who works here, as what, and in which office."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from customer_connect.domain.cases.models import Caseworker, Office
from customer_connect.domain.identity.models.users import User
from customer_connect.domain.identity.permissions import PERMISSIONS, Permission, StaffRole


class StaffMemberQuerySet(models.QuerySet["StaffMember"]):
    """People on the staff."""

    def active(self) -> "StaffMemberQuerySet":
        """Return those who may sign in."""
        return self.filter(user__is_active=True)

    def with_email(self, email: str) -> "StaffMemberQuerySet":
        """Return whoever has this email, whatever its case."""
        return self.alias(lower_email=Lower("email")).filter(lower_email=email.strip().lower())

    def away_on(self, day: date) -> "StaffMemberQuerySet":
        """Return those who are away on a day."""
        return self.filter(Q(away_until=None) | Q(away_until__gte=day), away_from__lte=day)

    def stood_in_for(self, staff: "StaffMember", day: date) -> frozenset[int]:
        """Return whose work somebody has on a day: of those they stand in for, and of those whom these stand in for."""
        found, now = set[int](), {staff.pk}
        while now:
            away = self.away_on(day).filter(stand_in__in=now).exclude(pk__in={*found, staff.pk})
            now = set(away.values_list("pk", flat=True))
            found |= now
        return frozenset(found)


class StaffMember(models.Model):
    """One person on the staff. Without an office a supervisor has all of them.

    `caseworker` is who they are in the system of record's feed. While they are away, `stand_in` sees their work.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="staff_member")
    name = models.CharField(max_length=120)
    email = models.CharField(max_length=254)
    role = models.CharField(max_length=10, choices=StaffRole)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="staff")
    caseworker = models.OneToOneField(
        Caseworker, on_delete=models.PROTECT, null=True, related_name="staff_member"
    )
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    stand_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="stands_in_for")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_staff_member_per_email"),
            models.CheckConstraint(
                condition=Q(away_until=None) | Q(away_from__lte=F("away_until")), name="away_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether they may sign in."""
        return self.user.is_active

    @property
    def role_name(self) -> str:
        """What they are, in words."""
        return str(StaffRole(self.role).label)

    def may(self, permission: Permission) -> bool:
        """Tell whether their role has this permission."""
        return permission in PERMISSIONS[StaffRole(self.role)]
