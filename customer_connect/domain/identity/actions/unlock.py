"""Locks and switched-off PINs, by staff."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity import throttling
from customer_connect.domain.identity.accounts import Account, account_of, number_keys_of
from customer_connect.domain.identity.models import Session, User


@transaction.atomic
def unlock(*, participant: Participant, by: Actor) -> None:
    """Let the participant try again now, with the PIN they have."""
    throttling.forget_failures(account_of(participant))
    for key in number_keys_of(participant):
        throttling.forget_failures(Account(key))
    record("identity.account_unlocked", by=by, participant_id=participant.pk)


@transaction.atomic
def disable_pin(*, participant: Participant, by: Actor) -> None:
    """Turn the participant's PIN off until a new one is issued, as somebody who lost it asks.

    Sessions and calls that it opened end: whoever else knows it may be in one of them now.
    """
    throttling.disable(account_of(participant), now=timezone.now())
    ended = 0
    if user := User.objects.filter(participant=participant).first():
        ended, _ = Session.objects.visible_to(user).delete()
        user.end_other_sessions()
    record("identity.pin_disabled", by=by, participant_id=participant.pk, reason="asked", sessions=ended)
