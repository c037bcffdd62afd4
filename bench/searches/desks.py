"""Members of staff in their browser, and the statements on big tables that their pages run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.searches.filling import BIG_TABLES, OFFICES
from bench.searches.plans import Statement
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.staff_backends import STAFF_BACKEND
from customer_connect.staff.signin.second_steps import SECOND_STEP_GIVEN


class Desk:
    """A member of staff in their browser."""

    def __init__(self, who: str, role: StaffRole, office: int | None) -> None:
        self.who, self.role, self.office = who, role, office
        email = f"{who.replace(' ', '.')}@agency.example"
        user, is_new = User.objects.get_or_create(username=f"staff:{email}", defaults={"password": "!"})
        if is_new:
            worker = office * 1000 if office and role == StaffRole.CASEWORKER else None
            StaffMember.objects.create(
                user=user, name="Dee", email=email, role=role, office_id=office, caseworker_id=worker
            )
            TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        self.client = Client()
        self.client.force_login(user, backend=STAFF_BACKEND)
        session = self.client.session
        session[SECOND_STEP_GIVEN] = True
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()


def desks() -> list[Desk]:
    """Return who searches: those who may see all, and caseworkers of large, middling and small offices."""
    return [
        Desk("agent", StaffRole.AGENT, None),
        Desk("supervisor of all", StaffRole.SUPERVISOR, None),
        Desk("caseworker of the largest office", StaffRole.CASEWORKER, 1),
        Desk("caseworker of an ordinary office", StaffRole.CASEWORKER, 12),
        Desk("caseworker of a small office", StaffRole.CASEWORKER, 26),
        Desk("caseworker of the smallest office", StaffRole.CASEWORKER, OFFICES),
    ]


def at(name: str) -> str:
    """Return an address of the staff's."""
    return reverse(name, urlconf=settings.STAFF_URLCONF)


@contextmanager
def statements_on_big_tables() -> Iterator[list[Statement]]:
    """Collect what reads big tables meanwhile."""
    caught: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").startswith("SELECT") and any(f'"{table}"' in sql for table in BIG_TABLES):
            caught.append(Statement(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield caught
