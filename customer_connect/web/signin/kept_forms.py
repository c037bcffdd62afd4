"""A form that came in after its sender's session had ended: kept, and offered again after they sign in.

Without scripts it comes when its sender presses the button too late: they can send it now. With scripts it comes by
itself as the session ends, to `keep_unfinished`: they go back to its page and find it filled in. It never goes to its
own address before its sender says so.
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
from customer_connect.domain.identity.actions.keep_form import FormNotKept, fields_of, forget_form, keep_form
from customer_connect.domain.identity.models import KeptForm, User
from customer_connect.web.requests import anonymous_of, participant_user_of
from customer_connect.web.signin.admission import NEXT, safe_path

PAGE = "kept_page"  # the page an unfinished form stands on; session.js adds it
TIMED_OUT_USER = (
    "timed_out_user"  # in a session: whose ran out here, so that their late form may still be kept
)


def keep(request: HttpRequest, user_id: int, *, path: str = "") -> bool:
    """Keep the form of this POST, whose CSRF token was checked. Returns whether there was anything to keep."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    try:
        keep_form(
            user_id=user_id, path=path or request.get_full_path(), fields=fields, by=anonymous_of(request)
        )
    except FormNotKept:
        return False
    return True


@login_not_required
@require_POST
@never_cache
def keep_unfinished(request: HttpRequest) -> HttpResponse:
    """Keep a half-filled form of a session that has just ended, and ask its sender to sign in."""
    page = safe_path(request, request.POST.get(PAGE, ""))
    user_id = request.user.pk or request.session.get(TIMED_OUT_USER)
    if page and user_id is not None:
        keep(request, user_id, path=page)
    if request.user.is_authenticated:
        return redirect("signin:kept_form")
    return redirect(f"{reverse('signin:login')}?{urlencode({NEXT: page, 'timed_out': '1'})}")


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """Offer what was typed: send it now, go back to it, or throw it away."""
    user = participant_user_of(request)
    form = KeptForm.objects.visible_to(user, timezone.now()).order_by("-id").first()
    if form is None:
        return redirect("home:home")
    if request.method == "POST":
        return _answer(request, user, form)
    try:
        fields = fields_of(form)
    except CannotOpen:
        forget_form(user=user)
        return redirect("home:home")
    page = safe_path(request, dict(fields).get(PAGE, ""))
    fields = [(name, value) for name, value in fields if name != PAGE]
    if request.headers.get("Accept", "").startswith("application/json"):
        forget_form(user=user)
        return JsonResponse({"fields": fields})
    return render(request, "signin/kept_form.html", {"page": page, "fields": fields})


def _answer(request: HttpRequest, user: User, form: KeptForm) -> HttpResponse:
    forget_form(user=user)
    if "throw_away" in request.POST:
        messages.info(request, _("We threw away what you had typed. Nothing was sent."))
        return redirect("home:home")
    # 307: the browser sends the same form on to where it was going.
    return HttpResponseRedirect(form.path, preserve_request=True)
