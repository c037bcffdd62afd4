"""What a browser needs to make or use a passkey, and the challenge that its answer has to hold.

The caller keeps the challenge in the session and gives it back with the answer, once.
"""

from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from customer_connect.core.agencies import agency
from customer_connect.core.sealing import blind_index
from customer_connect.domain.identity.models import Passkey, User
from customer_connect.domain.identity.relying_parties import relying_party


@dataclass(frozen=True)
class PasskeyOptions:
    """Options as JSON for the browser, and their challenge."""

    json: str
    challenge: bytes


def options_to_add(user: User) -> PasskeyOptions:
    """Ask for a new passkey that can sign in without a number typed, and that verifies its owner."""
    product = str(agency().product)
    # Shown by devices and password managers, which families share: enough to tell two people apart, no name.
    shown_as = f"{product} …{user.username[-4:]}"
    options = generate_registration_options(
        rp_id=relying_party().id,
        rp_name=product,
        user_id=handle_of(user),
        user_name=shown_as,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(user),
    )
    return PasskeyOptions(options_to_json(options), options.challenge)


def options_to_use(user: User | None = None) -> PasskeyOptions:
    """Ask for any passkey of this site, or for one of this user."""
    options = generate_authentication_options(
        rp_id=relying_party().id,
        allow_credentials=None if user is None else _descriptors(user),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return PasskeyOptions(options_to_json(options), options.challenge)


def handle_of(user: User) -> bytes:
    """Return the bytes by which authenticators know a user. They tell nothing."""
    return blind_index(str(user.pk), purpose="passkey-user")


def _descriptors(user: User) -> list[PublicKeyCredentialDescriptor]:
    known = {transport.value for transport in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=bytes(passkey.credential_id),
            transports=[AuthenticatorTransport(name) for name in passkey.transports if name in known],
        )
        for passkey in Passkey.objects.visible_to(user)
    ]
