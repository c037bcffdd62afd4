"""Adding, renaming and removing passkeys. The caller has asked for the PIN (or a passkey) again just before."""

from django.db import transaction
from django.utils import timezone
from webauthn import verify_registration_response
from webauthn.helpers import parse_registration_credential_json
from webauthn.registration.verify_registration_response import VerifiedRegistration

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.messages import Message, PasskeyAdded, PasskeyRemoved
from customer_connect.domain.identity.actions.announce import announce
from customer_connect.domain.identity.models import Passkey, User
from customer_connect.domain.identity.passkey_exceptions import PasskeyKnown, PasskeyRefused, TooManyPasskeys
from customer_connect.domain.identity.passkey_proofs import NOT_AN_ANSWER
from customer_connect.domain.identity.relying_parties import relying_party


def add_passkey(*, user: User, name: str, answer: str, challenge: bytes, by: Actor) -> Passkey:
    """Add the passkey that a browser just made, and tell its owner by email.

    `answer` is the browser's, as JSON. Raises PasskeyRefused, PasskeyKnown, TooManyPasskeys.
    """
    made, transports = _verified(answer, challenge)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if Passkey.objects.visible_to(user).count() >= agency().sign_in.passkeys_at_most:
            raise TooManyPasskeys
        if Passkey.objects.filter(credential_id=made.credential_id).exists():
            raise PasskeyKnown
        passkey = Passkey.objects.create(
            user=user,
            name=name,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=transports,
            is_backed_up=made.credential_backed_up,
            added_at=timezone.now(),
        )
        _tell(user, PasskeyAdded(), by=by)
        record("identity.passkey_added", by=by, participant_id=user.participant_id, passkey=passkey.pk)
    return passkey


@transaction.atomic
def rename_passkey(*, passkey: Passkey, name: str, by: Actor) -> None:
    """Give a passkey another name."""
    passkey.name = name
    passkey.save(update_fields=["name"])
    participant_id = passkey.user.participant_id
    record("identity.passkey_renamed", by=by, participant_id=participant_id, passkey=passkey.pk)


@transaction.atomic
def remove_passkey(*, passkey: Passkey, by: Actor) -> None:
    """Forget a passkey: it no longer signs in. Its owner is told by email."""
    user = passkey.user
    record("identity.passkey_removed", by=by, participant_id=user.participant_id, passkey=passkey.pk)
    passkey.delete()
    _tell(user, PasskeyRemoved(), by=by)


def _verified(answer: str, challenge: bytes) -> tuple[VerifiedRegistration, list[str]]:
    party = relying_party()
    try:
        credential = parse_registration_credential_json(answer)
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except NOT_AN_ANSWER as error:
        raise PasskeyRefused from error
    return made, [transport.value for transport in credential.response.transports or []]


def _tell(user: User, message: Message, *, by: Actor) -> None:
    if user.participant is not None:
        announce(participant=user.participant, message=message, by=by)
