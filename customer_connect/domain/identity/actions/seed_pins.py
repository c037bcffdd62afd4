"""PINs for demos and tests, told by a file."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.accounts import can_sign_in, with_means_to_sign_in
from customer_connect.domain.identity.exceptions import CannotHaveAPin
from customer_connect.domain.identity.models import Pin, TemporaryPin, User
from customer_connect.domain.identity.pin_hashes import hash_pin


@dataclass(frozen=True)
class Seed:
    """One participant's PIN."""

    participant_id: int
    pin: str = field(repr=False)
    is_temporary: bool


@transaction.atomic
def seed_pins(*, seeds: Sequence[Seed], temporary_until: datetime, replace: bool = False, by: Actor) -> int:
    """Give each participant their PIN, or only those who have none. Returns how many were set.

    Raises CannotHaveAPin naming the first one who is not listed as a parent or guardian.
    """
    people = with_means_to_sign_in(Participant.objects.all()).in_bulk([seed.participant_id for seed in seeds])
    wanted: dict[int, Seed] = {}
    for seed in seeds:
        participant = people.get(seed.participant_id)
        if participant is None or not can_sign_in(participant):
            raise CannotHaveAPin(f"Participant {seed.participant_id} is no parent or guardian in a case")
        user = User.objects.of_participant(participant)
        if replace or not (hasattr(user, "pin") or hasattr(user, "temporary_pin")):
            wanted[user.pk] = seed
    # Argon2 lets go of the interpreter: threads use every core.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        hashes = dict(zip(wanted, pool.map(_hash, wanted.items()), strict=True))
    for user_id, seed in wanted.items():
        _set(user_id, hashes[user_id], temporary_until if seed.is_temporary else None)
        record("identity.pin_seeded", by=by, participant_id=seed.participant_id)
    return len(wanted)


def _set(user_id: int, hashed: str, until: datetime | None) -> None:
    """Give a user this PIN and no other: a temporary one, where there is an end."""
    now = timezone.now()
    if until is None:
        TemporaryPin.objects.filter(user_id=user_id).delete()
        Pin.objects.update_or_create(user_id=user_id, defaults={"hash": hashed, "set_at": now})
    else:
        Pin.objects.filter(user_id=user_id).delete()
        values = {"hash": hashed, "issued_at": now, "expires_at": until, "used_at": None}
        TemporaryPin.objects.update_or_create(user_id=user_id, defaults=values)


def _hash(entry: tuple[int, Seed]) -> str:
    user_id, seed = entry
    return hash_pin(seed.pin, user_id=user_id)
