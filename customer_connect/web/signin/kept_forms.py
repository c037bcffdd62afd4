"""A form that came in after its sender's session had ended: kept, and offered again after they sign in.

Without scripts it comes when its sender presses the button too late: they can send it now. With scripts it comes by
itself as the session ends, to `keep_unfinished`: they go back to its page and find it filled in. It never goes to its
own address before its sender has read it and says so: somebody else may have been at their browser. Files that came
with it wait beside it, where its view says how.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.identity.actions.keep_form import (
    Fields,
    FormNotKept,
    fields_of,
    forget_form,
    keep_form,
)
from customer_connect.domain.identity.models import KeptForm, User
from customer_connect.domain.identity.models.kept_forms import KEPT_FOR
from customer_connect.web.requests import (
    actor_of,
    anonymous_of,
    audited,
    participant_of,
    participant_user_of,
)
from customer_connect.web.signin.admission import NEXT, safe_path
from customer_connect.web.signin.kept_values import files_at, values_to_send

PAGE = "kept_page"  # the page an unfinished form stands on; session.js adds it
_TIMED_OUT = (
    "timed_out"  # in a session: whose ran out here and when, so that their late form may still be kept
)


def remember_timed_out(request: HttpRequest, user_id: int) -> None:
    """Note in a new session whose just ran out here."""
    request.session[_TIMED_OUT] = {"user": user_id, "at": timezone.now().timestamp()}


def forget_timed_out(request: HttpRequest) -> None:
    """Keep no more late forms here: somebody signs in, and it may be somebody else."""
    if _TIMED_OUT in request.session:
        del request.session[_TIMED_OUT]


def timed_out_user_of(request: HttpRequest) -> int | None:
    """Return whose session ran out at this browser so short a time ago that their late form is still kept."""
    kept = request.session.get(_TIMED_OUT)
    if kept is None or timezone.now().timestamp() - kept["at"] > KEPT_FOR.total_seconds():
        return None
    return int(kept["user"])


def keep(request: HttpRequest, user_id: int, *, path: str = "") -> bool:
    """Keep the form of this POST, whose CSRF token was checked. Returns whether there was anything to keep."""
    path = path or request.get_full_path()
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    try:
        keep_form(
            user_id=user_id,
            path=path,
            fields=fields,
            is_late=not request.user.is_authenticated,
            by=anonymous_of(request),
        )
    except FormNotKept:
        return False
    participant = User.objects.get(pk=user_id).participant
    if participant and request.FILES and (files := files_at(path)):
        uploads = [upload for _, several in request.FILES.lists() for upload in several]
        files.keep(participant, fields, uploads, by=anonymous_of(request))
    return True


@login_not_required
@require_POST
@never_cache
def keep_unfinished(request: HttpRequest) -> HttpResponse:
    """Keep a half-filled form of a session that has just ended, and ask its sender to sign in."""
    page = safe_path(request, request.POST.get(PAGE, ""))
    user_id = request.user.pk or timed_out_user_of(request)
    if page and user_id is not None:
        keep(request, user_id, path=page)
    if request.user.is_authenticated:
        return redirect("signin:kept_form")
    return redirect(f"{reverse('signin:login')}?{urlencode({NEXT: page, 'timed_out': '1'})}")


@require_http_methods(["GET", "HEAD", "POST"])
@audited("identity.kept_form_viewed")
def kept_form(request: HttpRequest) -> HttpResponse:
    """Offer what was typed: send it now, go back to it, or throw it away."""
    user = participant_user_of(request)
    form = KeptForm.objects.visible_to(user, timezone.now()).order_by("-id").first()
    if form is None:
        return redirect("home:home")
    try:
        fields = fields_of(form)
    except CannotOpen:
        forget_form(user=user, why="unreadable", by=actor_of(request))
        return redirect("home:home")
    if request.method == "POST":
        return _answer(request, user, form.path, fields)
    page = safe_path(request, dict(fields).get(PAGE, ""))
    fields = [(name, value) for name, value in fields if name != PAGE]
    if request.headers.get("Accept", "").startswith("application/json"):
        forget_form(user=user, why="given_back", by=actor_of(request))
        return JsonResponse({"fields": fields})
    participant, files = participant_of(request), files_at(form.path)
    values = values_to_send(participant, form.path, fields) if files or not page else None
    context = {
        "page": page or form.path,
        "values": values,
        "is_unfinished": bool(page),
        "takes_files": files is not None,
        "files": files.listed(participant, fields) if files else [],
    }
    return render(request, "signin/kept_form.html", context)


def _answer(request: HttpRequest, user: User, path: str, fields: Fields) -> HttpResponse:
    is_thrown_away = "throw_away" in request.POST
    if files := files_at(path):
        settle = files.drop if is_thrown_away else files.fetch
        settle(participant_of(request), fields, by=actor_of(request))
    forget_form(user=user, why="thrown_away" if is_thrown_away else "sent", by=actor_of(request))
    if is_thrown_away:
        messages.info(request, _("We threw away what you had typed. Nothing was sent."))
        return redirect("home:home")
    # 307: the browser sends the same form on to where it was going.
    return HttpResponseRedirect(path, preserve_request=True)
