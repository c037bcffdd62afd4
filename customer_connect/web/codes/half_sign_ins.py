"""Between the PIN and the second factor: nobody is signed in yet, the session only remembers whose turn it is."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from customer_connect.domain.identity.actions.sign_in import SignedIn
from customer_connect.domain.identity.models import User

_KEY = "half_signed_in"
_GOOD_FOR_SECONDS = 15 * 60


@dataclass(frozen=True)
class HalfSignIn:
    """Who gave the right PIN in this session a moment ago. `binding` ties codes to this session."""

    user: User
    must_choose_pin: bool
    next_path: str
    binding: str


def remember(request: HttpRequest, signed_in: SignedIn, next_path: str) -> None:
    """Begin a session that lets nobody in, and knows who is about to be."""
    request.session.flush()
    request.session[_KEY] = {
        "user": signed_in.user.pk,
        "stamp": signed_in.user.get_session_auth_hash(),
        "must_choose_pin": signed_in.must_choose_pin,
        "next": next_path,
        "binding": get_random_string(32),
        "at": timezone.now().timestamp(),
    }
    request.session.set_expiry(_GOOD_FOR_SECONDS)


def half_sign_in_of(request: HttpRequest) -> HalfSignIn | None:
    """Return the half sign-in of this session while it is fresh and its PIN still the same."""
    kept = request.session.get(_KEY)
    if kept is None or timezone.now().timestamp() - kept["at"] > _GOOD_FOR_SECONDS:
        return None
    user = User.objects.select_related("participant").filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["stamp"], user.get_session_auth_hash()):
        return None
    return HalfSignIn(user, kept["must_choose_pin"], kept["next"], kept["binding"])
