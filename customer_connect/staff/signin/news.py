"""Telling staff by email what happened to their own account."""

from customer_connect.core.languages import Language
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.queue import queue_message
from customer_connect.domain.deliveries.destinations import Email
from customer_connect.domain.deliveries.messages import StaffSecurityNews
from customer_connect.domain.identity.models import StaffMember

WHAT_HAPPENED = {
    "mfa/email/totp_activated": "An authenticator app was added to your account.",
    "mfa/email/totp_deactivated": "The authenticator app was removed from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account.",
    "socialaccount/email/account_connected": "Your account was connected to single sign-on.",
    "staff/password_set": "The password of your account was changed.",
}


def tell_staff(staff: StaffMember, event: str, *, by: Actor) -> None:
    """Queue an email about one of these events."""
    queue_message(
        participant=None,
        to=Email(staff.email),
        message=StaffSecurityNews(what=WHAT_HAPPENED[event]),
        language=Language.ENGLISH,
        by=by,
    )
