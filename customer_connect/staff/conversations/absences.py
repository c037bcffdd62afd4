"""Being away, and handing work over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from customer_connect.domain.conversations.actions.assign import hand_over
from customer_connect.domain.identity.actions.staff_absences import CannotStandIn, set_away, set_back
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.conversations.forms import AwayForm, HandOverForm
from customer_connect.staff.conversations.workers import workers_for
from customer_connect.staff.requests import actor_of, permitted, staff_of

ASKING = ["GET", "HEAD", "POST"]


@permitted(Permission.ANSWER_MESSAGES)
@require_http_methods(ASKING)
def away(request: HttpRequest) -> HttpResponse:
    """Say when one is away and who stands in, or that one is back."""
    staff = staff_of(request)
    if "back" in request.POST:
        set_back(staff=staff, by=actor_of(request))
        messages.success(request, "Nobody stands in for you now.")
        return redirect("conversations:away")
    colleagues = workers_for(staff).exclude(pk=staff.pk)
    first = {"away_from": staff.away_from, "away_until": staff.away_until, "stand_in": staff.stand_in_id}
    form = AwayForm(request.POST or None, colleagues=colleagues, initial=first)
    if form.is_valid():
        try:
            set_away(staff=staff, by=actor_of(request), **form.cleaned_data)
        except CannotStandIn:
            form.add_error("stand_in", "Choose somebody else.")
        else:
            messages.success(request, f"{staff.stand_in} stands in for you.")
            return redirect("conversations:away")
    return render(request, "staff/conversations/away.html", {"form": form, "staff": staff})


@permitted(Permission.MANAGE_STAFF)
@require_http_methods(ASKING)
def hand_over_all(request: HttpRequest) -> HttpResponse:
    """Give all that waits with one person to another."""
    form = HandOverForm(request.POST or None, workers=workers_for(staff_of(request)))
    if form.is_valid():
        of, to = form.cleaned_data["of"], form.cleaned_data["to"]
        gone, left = hand_over(of=of, to=to, by=actor_of(request))
        messages.success(request, f"{gone} went from {of} to {to}.")
        if left:
            messages.warning(request, f"{left} stayed with {of}: {to} cannot open them.")
        return redirect("conversations:hand_over")
    return render(request, "staff/conversations/hand_over.html", {"form": form})
