"""Signing in with a Participant ID or an SSN and a PIN: the one way for web, phone and TTY."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.deliveries.enums import Channel as DeliveryChannel
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import Account, account_at
from customer_connect.domain.identity.actions.try_pin import try_pin
from customer_connect.domain.identity.exceptions import (
    SecondFactorNeeded,
    TemporaryPinExpired,
    TemporaryPinSpent,
)
from customer_connect.domain.identity.models import Outcome, Pin, TemporaryPin, User
from customer_connect.domain.identity.second_factors import is_needed_to_sign_in, is_needed_with_temporary_pin
from customer_connect.domain.identity.sign_in_records import note_sign_in


@dataclass(frozen=True)
class SignedIn:
    """Who signed in. Somebody with a temporary PIN may do nothing before they choose one of their own.

    Where the agency asks everyone for a second factor, nobody is in before it was given (see `finish_sign_in`); nor is
    somebody who has a passkey and came with a temporary PIN. `has_emailed_pin`: with one that came by email.
    """

    user: User
    must_choose_pin: bool
    needs_second_factor: bool = False
    has_emailed_pin: bool = False


def sign_in(*, identifier: str, pin: str, by: Actor, device: str = "") -> SignedIn:
    """Let in whoever gives the PIN of a number. `by` is the anonymous caller with their network.

    A temporary PIN works once: this spends it, and if its owner leaves before choosing a PIN, they ask for another
    one. It is not given a second life for a while: whoever finds the letter in those minutes would be let in.
    Raises WrongIdentifierOrPin, AccountLocked, PinDisabled, TooManyTries, TemporaryPinExpired, TemporaryPinSpent,
    SecondFactorNeeded. The first four do not tell whether the number exists; the others only come with the right PIN.
    """
    now = timezone.now()
    account = account_at(identifier)
    right = try_pin(account, pin, by=by, device=device, now=now)
    outcome = _settle(account, right, by=by, device=device, now=now)
    if outcome is Outcome.EXPIRED:
        raise TemporaryPinExpired
    if outcome is Outcome.SPENT:
        raise TemporaryPinSpent
    if outcome is Outcome.ELSEWHERE:
        raise SecondFactorNeeded
    is_temporary = isinstance(right, TemporaryPin)
    has_emailed_pin = isinstance(right, TemporaryPin) and right.sent_by == DeliveryChannel.EMAIL
    return SignedIn(right.user, is_temporary, outcome is Outcome.HALF, has_emailed_pin)


def _settle(account: Account, right: Pin | TemporaryPin, *, by: Actor, device: str, now: datetime) -> Outcome:
    with transaction.atomic(durable=True):
        if isinstance(right, TemporaryPin):
            outcome = _use(right, by=by, now=now)
        else:
            outcome = Outcome.HALF if is_needed_to_sign_in(by.channel) else Outcome.SIGNED_IN
        if outcome in {Outcome.SIGNED_IN, Outcome.HALF, Outcome.ELSEWHERE}:
            throttling.take_back(account, network=by.network)
        note_sign_in(account, outcome, by=by, device=device, now=now)
    return outcome


def _use(pin: TemporaryPin, *, by: Actor, now: datetime) -> Outcome:
    """Use the PIN up. Of two at the same moment one comes first."""
    if pin.is_expired(now):
        return Outcome.EXPIRED
    needs_more = is_needed_with_temporary_pin(pin.user)
    if needs_more and by.channel != Channel.WEB:
        return Outcome.ELSEWHERE
    is_first = TemporaryPin.objects.filter(pk=pin.pk, hash=pin.hash, used_at__isnull=True).update(used_at=now)
    if not is_first:
        return Outcome.SPENT
    return Outcome.HALF if needs_more else Outcome.SIGNED_IN
