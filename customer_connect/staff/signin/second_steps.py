"""Whether somebody has a second factor, and gave it in this session."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from customer_connect.domain.identity.models import User

SECOND_STEP_GIVEN = "staff_second_step"  # in the session: set when it was given or enrolled in it
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_step(request: HttpRequest) -> bool:
    """Tell whether this session went through a second step."""
    return bool(request.session.get(SECOND_STEP_GIVEN))


def note_second_step(session: SessionBase) -> None:
    """Write down that a second step was taken in this session."""
    session[SECOND_STEP_GIVEN] = True


def was_given_at_sign_in(request: HttpRequest, user: User) -> bool:
    """Tell whether the sign-in that has just ended had two factors: a code or passkey, or a provider that we trust."""
    methods = get_authentication_records(request, user)
    return any(
        record["method"] == "mfa"
        or (record["method"] == "socialaccount" and settings.STAFF_SSO_HAS_SECOND_FACTOR)
        for record in methods
    )


def has_enrolled(user: User) -> bool:
    """Tell whether this user has an authenticator app or a passkey."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()
