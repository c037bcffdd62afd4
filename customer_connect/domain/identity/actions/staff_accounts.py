"""Adding people to the staff, and taking their access away."""

from django.db import IntegrityError, transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Caseworker, Office
from customer_connect.domain.identity.models import Session, StaffMember, User
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.staff_exceptions import StaffMemberExists


@transaction.atomic
def add_staff_member(
    *,
    name: str,
    email: str,
    role: StaffRole,
    office: Office | None = None,
    caseworker: Caseworker | None = None,
    by: Actor,
) -> StaffMember:
    """Put somebody on the staff. They have no password yet: an invitation lets them choose one.

    Raises StaffMemberExists.
    """
    email = email.strip()
    try:
        with transaction.atomic():
            user = User.objects.create(username=f"staff:{email.lower()}", password="!")  # noqa: S106
            staff = StaffMember.objects.create(
                user=user, name=name.strip(), email=email, role=role, office=office, caseworker=caseworker
            )
    except IntegrityError as error:
        raise StaffMemberExists(email) from error
    record("staff.added", by=by, staff=user.pk, role=role.value, office=office and office.pk)
    return staff


@transaction.atomic
def set_staff_password(*, staff: StaffMember, password: str, by: Actor) -> None:
    """Replace the password of a member of staff, and end their sessions."""
    user = staff.user
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.visible_to(user).delete()
    user.end_other_sessions()
    record("staff.password_set", by=by, staff=user.pk)


@transaction.atomic
def place_staff_member(*, staff: StaffMember, role: StaffRole, office: Office | None, by: Actor) -> bool:
    """Give a member of staff another role or office, from their next click on. Returns whether anything changed."""
    staff.refresh_from_db(from_queryset=StaffMember.objects.select_for_update(of=("self",)))
    before = {"role": staff.role, "office": staff.office_id}
    after = {"role": role.value, "office": office and office.pk}
    if before == after:
        return False
    staff.role, staff.office = role, office
    staff.save(update_fields=["role", "office"])
    record("staff.placed", by=by, staff=staff.user_id, before=before, after=after)
    return True


@transaction.atomic
def deactivate_staff_member(*, staff: StaffMember, by: Actor) -> None:
    """Let somebody in no more, and end their sessions now."""
    User.objects.filter(pk=staff.user_id).update(is_active=False)
    staff.user.refresh_from_db()
    _end_sessions(staff)
    record("staff.deactivated", by=by, staff=staff.user_id)


@transaction.atomic
def activate_staff_member(*, staff: StaffMember, by: Actor) -> None:
    """Let somebody in again, with the password and second factor they had."""
    User.objects.filter(pk=staff.user_id).update(is_active=True)
    staff.user.refresh_from_db()
    record("staff.activated", by=by, staff=staff.user_id)


@transaction.atomic
def end_staff_sessions(*, staff: StaffMember, keep_session: str = "", by: Actor) -> int:
    """Sign a member of staff out everywhere, or everywhere else. Returns from how many places."""
    ended = _end_sessions(staff, keep_session)
    record("staff.sessions_ended", by=by, staff=staff.user_id, sessions=ended)
    return ended


@transaction.atomic
def note_staff_sign_in(*, staff: StaffMember, methods: list[str], by: Actor) -> None:
    """Write down that a member of staff signed in, and with what."""
    record("staff.signed_in", by=by, staff=staff.user_id, methods=methods)


@transaction.atomic
def note_staff_sign_out(*, user: User, session_key: str, reason: str, by: Actor) -> None:
    """End one session. `reason` is signed_out, idle or absolute."""
    Session.objects.visible_to(user).filter(session_key=session_key).delete()
    record("staff.signed_out", by=by, staff=user.pk, reason=reason)


def _end_sessions(staff: StaffMember, keep_session: str = "") -> int:
    count, _ = Session.objects.visible_to(staff.user).exclude(session_key=keep_session).delete()
    return count
