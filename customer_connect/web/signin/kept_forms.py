"""A form that came in after its sender's session had ended: kept, and offered again after they sign in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customer_connect.core.sealing import CannotOpen
from customer_connect.domain.identity.actions.keep_form import FormNotKept, fields_of, forget_form, keep_form
from customer_connect.domain.identity.models import KeptForm
from customer_connect.web.requests import anonymous_of, participant_user_of


def keep(request: HttpRequest, user_id: int) -> bool:
    """Keep the form of this POST, whose CSRF token was checked. Returns whether there was anything to keep."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    try:
        keep_form(user_id=user_id, path=request.get_full_path(), fields=fields, by=anonymous_of(request))
    except FormNotKept:
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """Offer what was typed: send it now, or (POST) throw it away."""
    user = participant_user_of(request)
    if request.method == "POST":
        forget_form(user=user)
        messages.info(request, _("We threw away what you had typed. Nothing was sent."))
        return redirect("home:home")
    form = KeptForm.objects.visible_to(user, timezone.now()).order_by("-id").first()
    if form is None:
        return redirect("home:home")
    try:
        fields = fields_of(form)
    except CannotOpen:
        forget_form(user=user)
        return redirect("home:home")
    forget_form(user=user)
    return render(request, "signin/kept_form.html", {"path": form.path, "fields": fields})
