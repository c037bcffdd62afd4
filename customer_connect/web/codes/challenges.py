"""The challenge of a passkey's use, kept in the session for a few minutes, good for one answer."""

from binascii import a2b_base64, b2a_base64

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from customer_connect.domain.identity.models import User
from customer_connect.domain.identity.passkey_exceptions import PasskeyRefused
from customer_connect.domain.identity.passkey_options import PasskeyOptions

_KEY = "passkey_challenge"
_GOOD_FOR_SECONDS = 300


def answer_with(request: HttpRequest, options: PasskeyOptions) -> HttpResponse:
    """Send the options to the browser's script and remember their challenge."""
    request.session[_KEY] = {
        "challenge": b2a_base64(options.challenge, newline=False).decode(),
        "at": timezone.now().timestamp(),
    }
    if not isinstance(request.user, User):
        request.session.set_expiry(_GOOD_FOR_SECONDS * 2)
    return HttpResponse(options.json, content_type="application/json")


def take_challenge(request: HttpRequest) -> bytes:
    """Return the challenge and forget it. Raises PasskeyRefused when there is none, or none that is fresh."""
    kept = request.session.pop(_KEY, None)
    if kept is None or timezone.now().timestamp() - kept["at"] > _GOOD_FOR_SECONDS:
        raise PasskeyRefused
    return a2b_base64(kept["challenge"])
