"""Between the PIN and the second factor: nobody is signed in yet, the session only remembers whose turn it is."""

from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from customer_connect.domain.identity.actions.second_factor import send_second_factor_code
from customer_connect.domain.identity.actions.sign_in import SignedIn
from customer_connect.domain.identity.code_exceptions import TooManyCodes
from customer_connect.domain.identity.models import CodePurpose, User
from customer_connect.domain.identity.second_factors import ways_of
from customer_connect.web.requests import anonymous_of

CODE_SENT = "code_sent"  # in the session: which code its second step waits for
_KEY = "half_signed_in"
_GOOD_FOR_SECONDS = 15 * 60


@dataclass(frozen=True)
class HalfSignIn:
    """Who gave the right PIN in this session a moment ago. `binding` ties codes to this session.

    `has_emailed_pin` is as it was then: a newer temporary PIN, asked for meanwhile, changes nothing.
    """

    user: User
    must_choose_pin: bool
    next_path: str
    binding: str
    has_emailed_pin: bool


def begin_second_step(request: HttpRequest, signed_in: SignedIn, next_path: str) -> HttpResponse:
    """Ask somebody whose PIN was right for a second factor. With nothing but an email, the code is on its way."""
    binding = _remember(request, signed_in, next_path)
    ways = ways_of(signed_in.user, has_emailed_pin=signed_in.has_emailed_pin)
    if ways.emails and not ways.has_passkeys:
        # Too many codes: the page offers to send one, and tells how long to wait.
        with suppress(TooManyCodes):
            sent = send_second_factor_code(
                user=signed_in.user,
                purpose=CodePurpose.SIGN_IN,
                by=anonymous_of(request),
                binding=binding,
                has_emailed_pin=signed_in.has_emailed_pin,
            )
            request.session[CODE_SENT] = str(sent.pk)
    return redirect("codes:sign_in")


def _remember(request: HttpRequest, signed_in: SignedIn, next_path: str) -> str:
    """Begin a session that lets nobody in, and knows who is about to be. Returns what binds codes to it."""
    binding = get_random_string(32)
    request.session.flush()
    request.session[_KEY] = {
        "user": signed_in.user.pk,
        "stamp": signed_in.user.get_session_auth_hash(),
        "must_choose_pin": signed_in.must_choose_pin,
        "next": next_path,
        "binding": binding,
        "has_emailed_pin": signed_in.has_emailed_pin,
        "at": timezone.now().timestamp(),
    }
    request.session.set_expiry(_GOOD_FOR_SECONDS)
    return binding


def half_sign_in_of(request: HttpRequest) -> HalfSignIn | None:
    """Return the half sign-in of this session while it is fresh and its PIN still the same."""
    kept = request.session.get(_KEY)
    if kept is None or timezone.now().timestamp() - kept["at"] > _GOOD_FOR_SECONDS:
        return None
    user = User.objects.select_related("participant").filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["stamp"], user.get_session_auth_hash()):
        return None
    return HalfSignIn(user, kept["must_choose_pin"], kept["next"], kept["binding"], kept["has_emailed_pin"])
