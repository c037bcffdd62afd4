"""`require_recent_pin`, tried on a view of its own."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from customer_connect.domain.identity.models import KeptForm
from customer_connect.domain.identity.sessions import CONFIRMED_AT, SIGNED_IN_AT, SessionStore
from customer_connect.web.signin.confirmations import require_recent_pin
from tests.factories import Family

pytestmark = pytest.mark.django_db


@require_recent_pin()
def change_address(request: HttpRequest) -> HttpResponse:
    return HttpResponse("changed")


def ask(family: Family, *, signed_in: int, confirmed: int | None = None, method: str = "get") -> HttpResponse:
    """Ask for the view so many minutes after signing in and after confirming."""
    now = timezone.now()
    request = getattr(RequestFactory(), method)("/address?a=1", {"city": "Alderton", "pin": "604817"})
    request.user = family.ana.user
    request.session = SessionStore()
    request.session[SIGNED_IN_AT] = (now - timedelta(minutes=signed_in)).timestamp()
    if confirmed is not None:
        request.session[CONFIRMED_AT] = (now - timedelta(minutes=confirmed)).timestamp()
    with time_machine.travel(now, tick=False):
        return change_address(request)


def test_a_recent_sign_in_is_enough(family: Family) -> None:
    assert ask(family, signed_in=20).content == b"changed"


def test_after_twenty_minutes_the_pin_is_asked_for(family: Family) -> None:
    assert ask(family, signed_in=21).headers["Location"].startswith("/login/confirm?next=%2Faddress%3F")


def test_a_pin_given_again_counts_anew(family: Family) -> None:
    assert ask(family, signed_in=90, confirmed=5).content == b"changed"
    assert ask(family, signed_in=90, confirmed=21).status_code == 302


def test_a_form_that_comes_too_late_is_kept(family: Family) -> None:
    assert ask(family, signed_in=21, method="post").status_code == 302
    assert KeptForm.objects.get(user=family.ana.user).path == "/address?a=1"
