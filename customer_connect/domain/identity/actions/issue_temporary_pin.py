"""Issuing temporary PINs: at random, single use, kept only as a hash."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.enums import Channel
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import account_of, can_sign_in, number_keys_of
from customer_connect.domain.identity.exceptions import CannotHaveAPin, WeakPin
from customer_connect.domain.identity.models import Pin, TemporaryPin, User
from customer_connect.domain.identity.pin_hashes import hash_pin
from customer_connect.domain.identity.pin_rules import PinOwner, check_pin, owner_of


@transaction.atomic
def issue_temporary_pin(
    *,
    participant: Participant,
    expires_at: datetime,
    sent_by: Channel | None = None,
    was_requested: bool = False,
    by: Actor,
) -> str:
    """Give the participant a new temporary PIN and lift their lock; return it for its letter or email.

    It takes the place of an earlier temporary PIN. A chosen PIN goes on working, unless it had been turned off: then
    it is removed. Whoever asks for a PIN in another's name neither shuts them out nor gets more tries at their PIN.
    Where it `was_requested`, the numbers somebody may type stay locked: `answer_pin_reset` opens what they typed.
    Raises CannotHaveAPin for children and people no longer listed.
    """
    if not can_sign_in(participant):
        raise CannotHaveAPin
    user = User.objects.of_participant(participant)
    chosen = draw_pin(owner_of(participant))
    TemporaryPin.objects.update_or_create(
        user=user,
        defaults={
            "hash": hash_pin(chosen, user_id=user.pk),
            "issued_at": timezone.now(),
            "expires_at": expires_at,
            "used_at": None,
            "sent_by": sent_by or "",
        },
    )
    if throttling.lift_lock(account_of(participant)):
        Pin.objects.filter(user=user).delete()
        user.end_other_sessions()
    if not was_requested:
        throttling.reopen_numbers(number_keys_of(participant))
    record("identity.temporary_pin_issued", by=by, participant_id=participant.pk)
    return chosen


def draw_pin(owner: PinOwner) -> str:
    """Return a random PIN of the length of temporary ones that nobody would guess first."""
    while True:
        drawn = "".join(secrets.choice("0123456789") for _ in range(agency().pin.temporary_digits))
        try:
            check_pin(drawn, owner)
        except WeakPin:
            continue
        return drawn
