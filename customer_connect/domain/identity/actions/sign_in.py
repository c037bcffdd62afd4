"""Signing in with a Participant ID or an SSN and a PIN: the one way for web, phone and TTY."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import Account, account_at
from customer_connect.domain.identity.actions.try_pin import try_pin
from customer_connect.domain.identity.exceptions import TemporaryPinExpired, TemporaryPinSpent
from customer_connect.domain.identity.models import Outcome, Pin, User
from customer_connect.domain.identity.second_factors import is_needed_to_sign_in
from customer_connect.domain.identity.sign_in_records import note_sign_in


@dataclass(frozen=True)
class SignedIn:
    """Who signed in. Somebody with a temporary PIN may do nothing before they choose one of their own.

    Where the agency asks everyone for a second factor, nobody is in before it was given (see `finish_sign_in`).
    """

    user: User
    must_choose_pin: bool
    needs_second_factor: bool = False


def sign_in(*, identifier: str, pin: str, by: Actor, device: str = "") -> SignedIn:
    """Let in whoever gives the PIN of a number. `by` is the anonymous caller with their network.

    A temporary PIN works once: this spends it, and if its owner leaves before choosing a PIN, they ask for another
    one. It is not given a second life for a while: whoever finds the letter in those minutes would be let in.
    Raises WrongIdentifierOrPin, AccountLocked, PinDisabled, TooManyTries, TemporaryPinExpired, TemporaryPinSpent.
    The first four do not tell whether the number exists; the last two only come with the right PIN.
    """
    now = timezone.now()
    account = account_at(identifier)
    try_pin(account, pin, by=by, device=device, now=now)
    outcome = _settle(account, by=by, device=device, now=now)
    if outcome is Outcome.EXPIRED:
        raise TemporaryPinExpired
    if outcome is Outcome.SPENT:
        raise TemporaryPinSpent
    right = _pin_of(account)
    return SignedIn(right.user, right.is_temporary, outcome is Outcome.HALF)


def _settle(account: Account, *, by: Actor, device: str, now: datetime) -> Outcome:
    with transaction.atomic(durable=True):
        outcome = _spend(_pin_of(account), now)
        if outcome is Outcome.SIGNED_IN:
            throttling.take_back(account, network=by.network)
            outcome = Outcome.HALF if is_needed_to_sign_in(by.channel) else outcome
        note_sign_in(account, outcome, by=by, device=device, now=now)
    return outcome


def _spend(pin: Pin, now: datetime) -> Outcome:
    """Use the PIN up if it works once. Of two at the same moment one comes first."""
    if not pin.is_temporary:
        return Outcome.SIGNED_IN
    if pin.is_expired(now):
        return Outcome.EXPIRED
    is_first = Pin.objects.filter(pk=pin.pk, hash=pin.hash, used_at__isnull=True).update(used_at=now)
    return Outcome.SIGNED_IN if is_first else Outcome.SPENT


def _pin_of(account: Account) -> Pin:
    assert account.pin is not None  # try_pin lets nobody through without one
    return account.pin
