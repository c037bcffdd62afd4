"""The participant's home page: where they stand, on one page that proves it when printed."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from customer_connect.web.flat_templates import render_flat
from customer_connect.web.home.overviews import Overview, overview_of
from customer_connect.web.lean_pages import write_lean
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("home.viewed")
def home(request: HttpRequest) -> HttpResponse:
    """Show balances, last and next payments, the next date and the people to ask."""
    participant = participant_of(request)
    now = timezone.now()
    overview = overview_of(participant, now=now)
    values = {
        "participant": participant,
        "now": now,
        "overview": overview,
        "waiting": _waiting(overview),
        "unread": _unread(overview),
    }
    return render_flat(request, "home/home.html", {"content": write_lean("home.html", values)})


def _waiting(overview: Overview) -> str:
    """Return in words how many of the reader's reports the agency has not decided on, or nothing."""
    count = overview.reports_waiting
    if not count:
        return ""
    return ngettext(
        "%(count)s change that you reported is waiting for the agency.",
        "%(count)s changes that you reported are waiting for the agency.",
        count,
    ) % {"count": count}


def _unread(overview: Overview) -> str:
    """Return in words how many answers the reader has not opened, or nothing."""
    count = overview.answers_unread
    if not count:
        return ""
    return ngettext(
        "You have %(count)s new message from the agency.",
        "You have %(count)s new messages from the agency.",
        count,
    ) % {"count": count}
