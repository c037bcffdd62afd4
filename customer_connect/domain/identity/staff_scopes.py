"""From a member of staff to whose cases and people they may open."""

from customer_connect.core.dates import today
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import GIVE_REASONS, Permission, StaffRole


def scope_of(staff: StaffMember) -> StaffScope:
    """Return whose records they may open.

    Agents may open anybody (and give a reason), supervisors without an office too. Caseworkers and supervisors have
    their office, the cases assigned to them, and those of whoever they stand in for. Nobody else has any.
    """
    role = StaffRole(staff.role)
    if not staff.may(Permission.SEE_PEOPLE):
        return StaffScope()
    if role in GIVE_REASONS or (role == StaffRole.SUPERVISOR and staff.office_id is None):
        return StaffScope(is_everywhere=True)
    return StaffScope(office_id=staff.office_id, caseworker_ids=_caseworkers_of(staff))


def _caseworkers_of(staff: StaffMember) -> frozenset[int]:
    active = StaffMember.objects.active()
    away = active.filter(pk__in=active.stood_in_for(staff, today()))
    numbers = {*away.values_list("caseworker", flat=True), staff.caseworker_id}
    return frozenset(number for number in numbers if number is not None)
