"""One try of a PIN at an account, counted and answered alike whether or not the account exists."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import Account
from customer_connect.domain.identity.exceptions import (
    AccountLocked,
    PinDisabled,
    TooManyTries,
    WrongIdentifierOrPin,
)
from customer_connect.domain.identity.models import Outcome, Pin, TemporaryPin
from customer_connect.domain.identity.pin_hashes import is_pin, pretend_to_check
from customer_connect.domain.identity.sign_in_records import note_sign_in


def try_pin(account: Account, pin: str, *, by: Actor, device: str, now: datetime) -> Pin | TemporaryPin:
    """Return which of the account's PINs this is. The caller then calls `throttling.take_back`.

    Where the account is shut by tries at its other number, no PIN is right, and the work and the answer are those of a
    wrong one. Must not run inside a transaction: a failure has to be counted whatever becomes of the caller.
    Raises TooManyTries, AccountLocked, PinDisabled (without looking at the PIN), WrongIdentifierOrPin.
    """
    with transaction.atomic(durable=True):
        verdict = throttling.reserve_try(account, network=by.network, now=now)
        if not verdict.may_go_on:
            _note_refusal(account, verdict, by=by, device=device, now=now)
    if not verdict.may_go_on:
        raise _refusal(verdict)
    looked_at = replace(account, pin=None, temporary_pin=None) if verdict.is_account_shut else account
    if right := _which(looked_at, pin):
        return right
    outcome = Outcome.LOCKED if verdict.is_account_shut else Outcome.WRONG
    with transaction.atomic(durable=True):
        is_spray = throttling.note_failure(account, pin, network=by.network, now=now)
        note_sign_in(account, outcome, by=by, device=device, now=now, is_spray=is_spray)
        _note_lock(account, verdict, by=by)
    if verdict.is_disabled or verdict.locked_until is not None:
        raise _refusal(verdict)
    raise WrongIdentifierOrPin(verdict.tries_left)


def _which(account: Account, typed: str) -> Pin | TemporaryPin | None:
    """Look at both PINs, even when the first is right or there is none: the work is always the same."""
    is_chosen = _is(account.pin, typed)
    is_temporary = _is(account.temporary_pin, typed)
    if is_chosen:
        return account.pin
    return account.temporary_pin if is_temporary else None


def _is(kept: Pin | TemporaryPin | None, typed: str) -> bool:
    if kept is None:
        pretend_to_check(typed)
        return False
    return is_pin(typed, user_id=kept.user_id, hashed=kept.hash)


def _refusal(verdict: throttling.Verdict) -> Exception:
    if verdict.network_blocked_until is not None:
        return TooManyTries(verdict.network_blocked_until)
    if verdict.is_disabled or verdict.locked_until is None:
        return PinDisabled()
    return AccountLocked(verdict.locked_until)


def _note_refusal(
    account: Account, verdict: throttling.Verdict, *, by: Actor, device: str, now: datetime
) -> None:
    if verdict.network_blocked_until is not None:
        record("identity.network_slowed", by=by)
    else:
        note_sign_in(account, Outcome.LOCKED, by=by, device=device, now=now)


def _note_lock(account: Account, verdict: throttling.Verdict, *, by: Actor) -> None:
    """Note that the number is shut. That the account was turned off the worker tells: here its time would show it."""
    if verdict.is_disabled or verdict.locked_until is not None:
        until = verdict.locked_until.isoformat(timespec="seconds") if verdict.locked_until else ""
        record("identity.account_locked", by=by, participant_id=account.participant_id, until=until)
