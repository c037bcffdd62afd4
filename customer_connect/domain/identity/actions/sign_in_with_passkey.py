"""Signing in with a passkey instead of a number and a PIN."""

from django.db import transaction
from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.accounts import Account, account_of, can_sign_in, with_means_to_sign_in
from customer_connect.domain.identity.models import Method, Outcome, User
from customer_connect.domain.identity.passkey_exceptions import PasskeyRefused
from customer_connect.domain.identity.passkey_proofs import passkey_behind, prove
from customer_connect.domain.identity.sign_in_records import note_sign_in


def sign_in_with_passkey(*, answer: str, challenge: bytes, by: Actor, device: str = "") -> User:
    """Let in the owner of a passkey. Device and owner's verification are two factors: no other is asked for.

    A lock on the PIN does not hold it up: nobody can guess a passkey, and whoever keeps typing wrong PINs at a number
    must not be able to shut its owner out. Raises PasskeyRefused.
    """
    now = timezone.now()
    passkey, credential = passkey_behind(answer)
    account = _account_of(passkey.user)
    try:
        with transaction.atomic(durable=True):
            prove(passkey, credential, challenge=challenge, now=now)
    except PasskeyRefused:
        record("identity.passkey_refused", by=by, participant_id=account.participant_id)
        raise
    note_sign_in(account, Outcome.SIGNED_IN, by=by, device=device, now=now, method=Method.PASSKEY)
    return passkey.user


def confirm_passkey(*, user: User, answer: str, challenge: bytes, by: Actor) -> None:
    """Check that a passkey of this user was used just now, as a second factor or in place of the PIN.

    Raises PasskeyRefused.
    """
    passkey, credential = passkey_behind(answer)
    if passkey.user_id != user.pk:
        raise PasskeyRefused
    with transaction.atomic(durable=True):
        prove(passkey, credential, challenge=challenge, now=timezone.now())
        record("identity.passkey_confirmed", by=by, participant_id=user.participant_id, passkey=passkey.pk)


def _account_of(user: User) -> Account:
    """Return the account of somebody who may sign in. Raises PasskeyRefused."""
    found = with_means_to_sign_in(Participant.objects.filter(user=user)).first()
    if found is None or not user.is_active or not can_sign_in(found):
        raise PasskeyRefused
    return account_of(found)
