"""How many tries: per account, per network, and against few PINs sprayed over many accounts.

A try is counted as a failure before its PIN is looked at and taken back if the PIN is right. So a failure counts even
if the process dies over it, no number of simultaneous tries gets more looks than allowed, and no row stays locked
while Argon2 works. The numbers per account and network are the agency's (SignInPolicy), those for sprays are here.

A failure counts twice: at the account, which decides whether the PIN is looked at, and at the number as it was typed,
which alone decides what is said. Else "locked" would tell which SSN belongs to a Participant ID (decision 14).
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.accounts import Account
from customer_connect.domain.identity.models import (
    AccountThrottle,
    FailedTry,
    NetworkThrottle,
)
from customer_connect.domain.identity.network_limits import count_try, take_back_try
from customer_connect.domain.identity.networks import network_key

LOCK_AT_MOST = timedelta(hours=24)
SPRAY_WINDOW = timedelta(hours=1)
SPRAYED_ACCOUNTS_PER_NETWORK = 15  # that failed from one network and did not come right there since
SPRAYED_ACCOUNTS_PER_PIN = 20  # that were tried with one PIN, from anywhere


@dataclass(frozen=True)
class Verdict:
    """Whether a try may go on; if not, until when not. A try that went on may have been the last before a lock.

    All of it is about the number that was typed. With `is_account_shut` the account behind it is locked or turned off
    by tries at its other number: the PIN is not looked at, and nothing tells so.
    """

    may_go_on: bool
    network_blocked_until: datetime | None = None
    locked_until: datetime | None = None
    is_disabled: bool = False
    tries_left: int = 0
    is_account_shut: bool = False


def reserve_try(account: Account, *, network: str, now: datetime) -> Verdict:
    """Count a try as failed, before its PIN is looked at, and say whether it may be looked at."""
    with transaction.atomic():
        blocked_until = count_try(network, now) if network else None
        if blocked_until is not None:
            return Verdict(may_go_on=False, network_blocked_until=blocked_until)
        throttle, of_number = _locked_rows(account)
        told = of_number or throttle
        if told.disabled_at is not None:
            return Verdict(may_go_on=False, is_disabled=True)
        if told.locked_until is not None and told.locked_until > now:
            return Verdict(may_go_on=False, locked_until=told.locked_until)
        verdict = _count_failure(told, now)
        if of_number is None:
            return verdict
        if throttle.is_shut(now):
            throttle.save()  # the same work
            return replace(verdict, is_account_shut=True)
        _count_failure(throttle, now)
        return verdict


def take_back(account: Account, *, network: str) -> None:
    """Forget the failures at an account, for its PIN was given, and the network's try."""
    with transaction.atomic():
        if network:
            take_back_try(network)
            mine = FailedTry.objects.filter(network_key=network_key(network))
            mine.filter(account_key=_told_key(account)).delete()
        forget_failures(account)


def forget_failures(account: Account) -> None:
    """Unlock an account and the number that was typed: its PIN was given, or it was turned off and got a new one."""
    for key in sorted(_keys(account)):  # as _locked_rows takes them: two at once never wait for each other
        _forget(key)


def reopen_numbers(keys: list[bytes]) -> None:
    """Let numbers be tried again at once, as `lift_lock` does an account.

    After a request for a PIN the worker does this for what was typed there, whoever it belongs to and whatever came of
    the request: else an opened number would tell that its PIN is on its way.
    """
    with transaction.atomic():
        for row in AccountThrottle.objects.filter(key__in=keys).order_by("key").select_for_update():
            _lift(row)


def lift_lock(account: Account) -> bool:
    """Let an account be tried again at once, for a new PIN was issued. Returns whether it had been turned off.

    Only then does the count of failures begin anew: issuing PINs gives nobody more tries at the chosen one.
    """
    with transaction.atomic():
        return _lift(_locked_rows(account)[0])


def disable(account: Account, *, now: datetime) -> None:
    """Turn an account's PIN off until a new one is issued. Its owner knows: it is they who asked."""
    with transaction.atomic():
        throttle, _ = _locked_rows(account)
        throttle.disabled_at = throttle.disabled_at or now
        throttle.told_at = throttle.told_at or now
        throttle.save()


def note_failure(account: Account, pin: str, *, network: str, now: datetime) -> bool:
    """Keep a failure for an hour and slow the networks behind a spray. Returns whether it was part of one."""
    if not network:
        return False
    bucket = pin_bucket(pin)
    with transaction.atomic():
        FailedTry.objects.create(
            at=now, network_key=network_key(network), account_key=_told_key(account), pin_bucket=bucket
        )
        recent = FailedTry.objects.filter(at__gt=now - SPRAY_WINDOW)
        sprayers = set()
        from_here = recent.filter(network_key=network_key(network))
        if from_here.values("account_key").distinct().count() >= SPRAYED_ACCOUNTS_PER_NETWORK:
            sprayers.add(network_key(network))
        with_this_pin = recent.filter(pin_bucket=bucket)
        if with_this_pin.values("account_key").distinct().count() >= SPRAYED_ACCOUNTS_PER_PIN:
            sprayers |= {bytes(key) for key in with_this_pin.values_list("network_key", flat=True)}
        # In one order, so that two of these never wait for each other.
        for row in NetworkThrottle.objects.filter(key__in=sprayers).order_by("key").select_for_update():
            row.slowed_until = now + SPRAY_WINDOW
            row.save(update_fields=["slowed_until", "changed_at"])
    return bool(sprayers)


def pin_bucket(pin: str) -> int:
    """Return twelve bits of a keyed fingerprint of a PIN: the same PIN again is seen, which it was is not kept."""
    digest = hmac.new(settings.PIN_PEPPER, f"spray:{pin}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:2], "big") & 0xFFF


def _keys(account: Account) -> list[bytes]:
    return [account.key] if account.number_key is None else [account.key, account.number_key]


def _told_key(account: Account) -> bytes:
    """Return what sprays are counted by. By account, the moment of the slow-down would tell whose two numbers are."""
    return account.number_key or account.key


def _locked_rows(account: Account) -> tuple[AccountThrottle, AccountThrottle | None]:
    """Return the row of the account and that of the typed number. The statements are the same for old and new rows."""
    new = [AccountThrottle(key=key) for key in _keys(account)]
    new[0].participant = account.participant
    AccountThrottle.objects.bulk_create(new, ignore_conflicts=True)
    rows = AccountThrottle.objects.filter(key__in=_keys(account)).order_by("key").select_for_update()
    by_key = {bytes(row.key): row for row in rows}
    return by_key[account.key], None if account.number_key is None else by_key[account.number_key]


def _lift(throttle: AccountThrottle) -> bool:
    """Open a locked row. Returns whether it had been turned off."""
    was_off = throttle.disabled_at is not None
    if was_off:
        _forget(bytes(throttle.key))
    else:
        throttle.locked_until, throttle.recent_failures = None, []
        throttle.save()
    return was_off


def _forget(key: bytes) -> None:
    AccountThrottle.objects.filter(key=key).update(
        failures_in_a_row=0,
        recent_failures=[],
        locks_in_a_row=0,
        locked_until=None,
        disabled_at=None,
        told_at=None,
    )


def _count_failure(throttle: AccountThrottle, now: datetime) -> Verdict:
    policy = agency().sign_in
    since = now.timestamp() - policy.failure_window_minutes * 60
    throttle.recent_failures = [*(at for at in throttle.recent_failures if at > since), now.timestamp()]
    throttle.failures_in_a_row += 1
    tries_left = max(policy.failures_before_lock - len(throttle.recent_failures), 0)
    tries_left = min(tries_left, max(policy.failures_before_disable - throttle.failures_in_a_row, 0))
    throttle.locked_until = None
    if throttle.failures_in_a_row >= policy.failures_before_disable:
        throttle.disabled_at = now
    elif tries_left == 0:
        minutes = policy.first_lock_minutes * 2**throttle.locks_in_a_row
        throttle.locked_until = now + min(timedelta(minutes=minutes), LOCK_AT_MOST)
        throttle.locks_in_a_row += 1
        throttle.recent_failures = []
    throttle.save()
    return Verdict(
        may_go_on=True,
        locked_until=throttle.locked_until,
        is_disabled=throttle.disabled_at is not None,
        tries_left=tries_left,
    )
