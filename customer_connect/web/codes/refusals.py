"""Why a code was not sent or not accepted, as sentences with a way out."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customer_connect.core.dates import format_clock, format_moment
from customer_connect.domain.identity.code_exceptions import (
    CodeOver,
    CodeRefused,
    NoSecondChannel,
    TooManyCodes,
    WrongCode,
)


def refusal_of(error: CodeRefused) -> str:
    """Return what to say."""
    match error:
        case WrongCode():
            return ngettext(
                "This is not the code we sent. You have %(count)d more try.",
                "This is not the code we sent. You have %(count)d more tries.",
                error.tries_left,
            ) % {"count": error.tries_left}
        case CodeOver():
            return _("This code no longer works. Ask for a new one.")
        case TooManyCodes():
            return _wait(error)
        case NoSecondChannel():
            return _("We have no address that a code can be sent to. Please call us.")
        case _:
            raise error


def _wait(error: TooManyCodes) -> str:
    now = timezone.now()
    seconds = int((error.until - now).total_seconds()) + 1
    if seconds <= 60:
        return ngettext(
            "A code is on its way. You can ask for another one in %(count)d second.",
            "A code is on its way. You can ask for another one in %(count)d seconds.",
            seconds,
        ) % {"count": seconds}
    is_today = timezone.localtime(error.until).date() == timezone.localtime(now).date()
    time = format_clock(error.until) if is_today else format_moment(error.until)
    return _("You asked for many codes. Wait until %(time)s, then ask for another one.") % {"time": time}
