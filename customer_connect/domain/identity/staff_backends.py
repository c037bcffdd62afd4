"""Who is behind a member of staff's signed-in session, and whether a session is one."""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.backends.base import SessionBase

from customer_connect.domain.identity.models import User

STAFF_BACKEND = "customer_connect.domain.identity.staff_backends.StaffBackend"


class StaffBackend(BaseBackend):
    """Finds the user of a staff session. Passwords are checked by the action `check_staff_password`."""

    def authenticate(self, request: Any, **_: Any) -> None:
        """Let nobody in: whoever only knows a password is not in yet."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user with their place on the staff, while they may be signed in."""
        people = User.objects.filter(is_active=True, staff_member__isnull=False)
        return people.select_related("staff_member__office").filter(pk=user_id).first()


def is_of_staff(session: SessionBase) -> bool:
    """Tell whether this is the signed-in session of a member of staff. Asks the session alone."""
    return session.session_key is not None and session.get(BACKEND_SESSION_KEY) == STAFF_BACKEND
