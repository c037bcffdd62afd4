"""Why somebody was not let in, as sentences with a way out. They are the same whether or not the number exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customer_connect.core.dates import format_clock, format_moment
from customer_connect.domain.identity.exceptions import (
    AccountLocked,
    PinDisabled,
    SignInRefused,
    TemporaryPinExpired,
    TemporaryPinSpent,
    TooManyTries,
    WrongIdentifierOrPin,
)


@dataclass(frozen=True)
class Refusal:
    """What the page says. `retry_after` is in seconds, where waiting helps."""

    heading: str
    text: str
    status: int = 200
    retry_after: int | None = None


def refusal_of(error: SignInRefused) -> Refusal:
    """Return what to say about a try that was refused."""
    match error:
        case WrongIdentifierOrPin():
            return Refusal(_("We could not sign you in"), _wrong(error.tries_left))
        case AccountLocked():
            text = _(
                "For your safety, this number is locked for a while. Wait until %(time)s, then try again."
            )
            return _wait(_("Too many tries"), text, error.until)
        case TooManyTries():
            text = _(
                "There were too many tries from your internet connection. Wait until %(time)s, then try again."
            )
            return _wait(_("Please wait a moment"), text, error.until)
        case PinDisabled():
            text = _("For your safety, the PIN for this number was turned off. Get a new PIN to sign in.")
            return Refusal(_("This PIN no longer works"), text, status=429)
        case TemporaryPinExpired():
            text = _("The time to use your temporary PIN is over. Get a new PIN to sign in.")
            return Refusal(_("Your temporary PIN has expired"), text)
        case TemporaryPinSpent():
            text = _("A temporary PIN works only once, and yours was used. Get a new PIN to sign in.")
            return Refusal(_("Your temporary PIN was already used"), text)
        case _:
            raise error


def request_refusal_of(error: TooManyTries) -> Refusal:
    """Return what to say about a request for a PIN from a network that made too many."""
    text = _(
        "There were too many requests for a PIN from your internet connection. "
        "Wait until %(time)s, then try again. Or call us."
    )
    return _wait(_("Please wait a while"), text, error.until)


def pin_refusal_of(error: SignInRefused) -> Refusal:
    """Return what to say to somebody signed in whose PIN, asked for again, was refused."""
    if isinstance(error, WrongIdentifierOrPin):
        return Refusal(_("This is not your PIN"), _("Check the PIN you have now and type it again."))
    return refusal_of(error)


def _wrong(tries_left: int) -> str:
    sentence = _("The number and the PIN you typed do not go together. Check both and try again.")
    if tries_left > 2:
        return sentence
    warning = ngettext(
        "You have %(count)d more try before we lock this number for a while.",
        "You have %(count)d more tries before we lock this number for a while.",
        tries_left,
    )
    # Told by tries at this very number alone: whether the other one is locked would tell whose they are.
    both = _(
        "After several wrong tries we lock both for a while: the Participant ID and the Social Security number. Then "
        "even the right PIN does not work."
    )
    return f"{sentence} {warning % {'count': tries_left}} {both}"


def _wait(heading: str, text: str, until: datetime) -> Refusal:
    now = timezone.now()
    is_today = timezone.localtime(until).date() == timezone.localtime(now).date()
    # The clock shows minutes: a minute more, so that the time told is never too early.
    shown = until.replace(second=0, microsecond=0)
    shown = shown if shown == until else shown + timedelta(minutes=1)
    time = format_clock(shown) if is_today else format_moment(shown)
    return Refusal(
        heading, text % {"time": time}, status=429, retry_after=max(int((until - now).total_seconds()) + 1, 1)
    )
