"""Where and when somebody signed in, or tried to."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.identity.actions.end_sessions import end_other_sessions
from customer_connect.domain.identity.models import Session, SignIn
from customer_connect.domain.identity.session_clocks import clock_of
from customer_connect.web.requests import actor_of, audited, participant_of, participant_user_of

ROWS = 25


@require_safe
@audited("identity.history_viewed")
def history(request: HttpRequest) -> HttpResponse:
    """Show the tries at one's own account and where one is signed in now."""
    user = participant_user_of(request)
    now = timezone.now()
    sessions = [
        session
        for session in Session.objects.visible_to(user).order_by("-last_seen_at")
        if clock_of(session).ends_at > now
    ]
    sign_ins = SignIn.objects.visible_to(participant_of(request)).newest_first()
    page = Paginator(sign_ins, ROWS).get_page(request.GET.get("page"))
    context = {
        "sign_ins": page,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
        "sessions": sessions,
        "this_session": request.session.session_key,
        "others": sum(session.session_key != request.session.session_key for session in sessions),
    }
    return render(request, "security/sign_ins.html", context)


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every other session of the participant."""
    user = participant_user_of(request)
    count = end_other_sessions(
        user=user, keep_session=request.session.session_key or "", by=actor_of(request)
    )
    update_session_auth_hash(request, user)
    told = ngettext(
        "You are signed out in %(count)d other place.", "You are signed out in %(count)d other places.", count
    )
    messages.success(
        request, told % {"count": count} if count else _("You were not signed in anywhere else.")
    )
    return redirect("security:history")
