"""Going through the staff's door in a test, quickly or step by step."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from customer_connect.domain.cases.models import Office
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.staff_backends import STAFF_BACKEND
from customer_connect.staff.signin.second_steps import SECOND_STEP_GIVEN

PASSWORD = "four plain words here"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def staff_member(
    name: str = "Dee", role: StaffRole = StaffRole.CASEWORKER, office: Office | None = None, **more: Any
) -> StaffMember:
    """Put somebody on the staff, without a password."""
    email = f"{name.lower()}@agency.example"
    user = User.objects.create(username=f"staff:{email}", password="!")
    return StaffMember.objects.create(user=user, name=name, email=email, role=role, office=office, **more)


def with_password(staff: StaffMember) -> StaffMember:
    """Give somebody the password."""
    staff.user.password = make_password(PASSWORD)
    staff.user.save()
    return staff


def with_app(staff: StaffMember) -> Authenticator:
    """Give somebody the authenticator app."""
    return TOTP.activate(staff.user, SECRET).instance


def client_of(staff: StaffMember, *, second_step: bool = True) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(staff.user, backend=STAFF_BACKEND)
    session = client.session
    session[SECOND_STEP_GIVEN] = second_step
    session["account_authentication_methods_user"] = str(staff.user_id)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def at(name: str, /, **kwargs: Any) -> str:
    """Return an address behind the door."""
    return reverse(name, urlconf=settings.STAFF_URLCONF, kwargs=kwargs)
