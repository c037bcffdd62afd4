"""Checking what an authenticator answered."""

from binascii import Error as NotBase64
from datetime import datetime

from webauthn import verify_authentication_response
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticationCredential

from customer_connect.domain.identity.models import Passkey
from customer_connect.domain.identity.passkey_exceptions import PasskeyRefused
from customer_connect.domain.identity.passkey_options import handle_of
from customer_connect.domain.identity.relying_parties import relying_party

# What the parser of foreign JSON, CBOR and keys may raise besides its own exceptions.
NOT_AN_ANSWER = (WebAuthnException, NotBase64, ValueError, KeyError, TypeError, AttributeError, IndexError)


def passkey_behind(answer: str) -> tuple[Passkey, AuthenticationCredential]:
    """Return the passkey that an answer says it comes from. Raises PasskeyRefused. Nothing is proved yet."""
    try:
        credential = parse_authentication_credential_json(answer)
    except NOT_AN_ANSWER as error:
        raise PasskeyRefused from error
    passkey = (
        Passkey.objects.select_related("user__participant").filter(credential_id=credential.raw_id).first()
    )
    if passkey is None:
        raise PasskeyRefused
    return passkey, credential


def prove(passkey: Passkey, credential: AuthenticationCredential, *, challenge: bytes, now: datetime) -> None:
    """Check that the passkey signed this challenge for this site with its owner verified, and note its use.

    Its count of uses has to grow where it keeps one: a copy would be found out. Raises PasskeyRefused.
    """
    party = relying_party()
    handle = credential.response.user_handle
    if handle and handle != handle_of(passkey.user):
        raise PasskeyRefused
    try:
        proof = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except NOT_AN_ANSWER as error:
        raise PasskeyRefused from error
    unchanged = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    used = unchanged.update(
        sign_count=proof.new_sign_count, is_backed_up=proof.credential_backed_up, last_used_at=now
    )
    if not used:
        raise PasskeyRefused
