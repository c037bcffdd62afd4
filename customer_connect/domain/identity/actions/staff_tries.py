"""Tries of staff: their passwords and their codes, counted as participants' PINs are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from customer_connect.core.sealing import blind_index
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import Account
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.domain.identity.staff_exceptions import TooManyStaffTries, WrongPassword


def check_staff_password(*, email: str, password: str, by: Actor) -> User:
    """Return the active member of staff with this email and password. Known or not, the work is the same.

    Must not run inside a transaction. Raises WrongPassword and TooManyStaffTries.
    """
    found = StaffMember.objects.active().with_email(email).select_related("user").first()
    with _counted(_account("password", email.strip().casefold()), found, by=by):
        if found is None or not found.user.has_usable_password():
            make_password(password)
            raise WrongPassword
        if not check_password(password, found.user.password):
            raise WrongPassword
    return found.user


@contextmanager
def counted_code(*, user: User, by: Actor) -> Iterator[None]:
    """Count what happens inside as one try of a second factor: it raises WrongPassword where the code is wrong.

    Raises TooManyStaffTries before anything is looked at.
    """
    found = StaffMember.objects.filter(user=user).first()
    with _counted(_account("code", str(user.pk)), found, by=by):
        yield


@transaction.atomic
def unlock_staff(*, staff: StaffMember, by: Actor) -> None:
    """Let a member of staff try again now."""
    throttling.forget_failures(_account("password", staff.email.casefold()))
    throttling.forget_failures(_account("code", str(staff.user_id)))
    record("staff.unlocked", by=by, staff=staff.user_id)


@contextmanager
def _counted(account: Account, staff: StaffMember | None, *, by: Actor) -> Iterator[None]:
    verdict = throttling.reserve_try(account, network=by.network, now=timezone.now())
    about = {} if staff is None else {"staff": staff.user_id}
    if not verdict.may_go_on:
        record("staff.try_refused", by=by, **about)
        raise TooManyStaffTries(verdict.network_blocked_until or verdict.locked_until)
    try:
        yield
    except WrongPassword:
        record("staff.wrong_secret", by=by, **about)
        raise
    throttling.take_back(account, network=by.network)


def _account(kind: str, of: str) -> Account:
    return Account(blind_index(f"staff-{kind}:{of}", purpose="throttle-account"))
