"""Safe ways to reach me: takes effect at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.deliveries.models import SafeContact
from customer_connect.web.profile.forms import SafeContactForm
from customer_connect.web.requests import actor_of, audited, participant_of
from customer_connect.web.signin.confirmations import require_recent_pin
from customer_connect.web.signin.kept_values import kept_as


@kept_as(lambda _participant, typed: SafeContactForm(typed))
@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_pin()
@audited("deliveries.safe_contact_viewed")
def safe_contact(request: HttpRequest) -> HttpResponse:
    """Show and keep which ways are not safe for the reader."""
    participant = participant_of(request)
    wishes = SafeContact.objects.visible_to(participant).first()
    initial = {"unsafe_ways": wishes.unsafe_ways, "note": wishes.note} if wishes else {}
    form = SafeContactForm(request.POST or None, initial=initial)
    if form.is_valid():
        set_safe_contact(
            participant=participant,
            unsafe_ways=[ContactWay(way) for way in form.cleaned_data["unsafe_ways"]],
            note=form.cleaned_data["note"],
            by=actor_of(request),
        )
        messages.success(request, _("We keep to this from now on."))
        return redirect("profile:profile")
    return render(request, "profile/safe_contact.html", {"form": form})
