"""Who else answers messages."""

from django.db.models import QuerySet

from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import PERMISSIONS, Permission, StaffRole

ANSWERING = [role for role in StaffRole if Permission.ANSWER_MESSAGES in PERMISSIONS[role]]


def workers_for(staff: StaffMember) -> "QuerySet[StaffMember]":
    """Return those who answer messages at one's office; of all offices for whoever has none."""
    answering = StaffMember.objects.active().filter(role__in=ANSWERING).order_by("name", "pk")
    return answering if staff.office_id is None else answering.filter(office=staff.office_id)
