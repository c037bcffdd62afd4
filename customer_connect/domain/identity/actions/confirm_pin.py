"""Asking for the PIN again before something sensitive."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import account_of, with_means_to_sign_in
from customer_connect.domain.identity.actions.try_pin import try_pin
from customer_connect.domain.identity.models import User


def confirm_pin(*, user: User, pin: str, by: Actor, device: str = "") -> None:
    """Check that a signed-in participant still knows the PIN they chose. It counts like signing in.

    Raises WrongIdentifierOrPin, AccountLocked, PinDisabled, TooManyTries.
    """
    now = timezone.now()
    participant = with_means_to_sign_in(Participant.objects.all()).get(user=user)
    account = replace(account_of(participant), temporary_pin=None)  # that one only signs in, once
    try_pin(account, pin, by=by, device=device, now=now)
    with transaction.atomic(durable=True):
        throttling.take_back(account, network=by.network)
        record("identity.pin_confirmed", by=by, participant_id=participant.pk)
