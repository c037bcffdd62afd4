"""The outbox: what waits, what failed and why. Whoever may see no person's data sees here none."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.deliveries.actions.send_again import (
    CannotBeSentAgain,
    can_be_sent_again,
    send_again,
)
from customer_connect.domain.deliveries.enums import Channel, State
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.deliveries.models.deliveries import STUCK_AFTER, DeliveryQuerySet
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

A_PAGE = 50


class FilterForm(forms.Form):
    """Which messages are listed."""

    state = forms.ChoiceField(label="State", choices=[("", "All"), *State.choices], required=False)
    channel = forms.ChoiceField(label="Channel", choices=[("", "All"), *Channel.choices], required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)


@permitted(Permission.SEE_DELIVERIES)
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """List messages, the newest first."""
    form = FilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    seen = visible_deliveries(request)
    listed = seen.newest_first().select_related("participant")
    for name in ("state", "channel"):
        if wanted.get(name):
            listed = listed.filter(**{name: wanted[name]})
    if wanted.get("before"):
        listed = listed.filter(pk__lt=wanted["before"])
    rows = list(listed[: A_PAGE + 1])
    sees_people = staff_of(request).may(Permission.SEE_PEOPLE)
    if sees_people:
        record("staff.deliveries_seen", by=actor_of(request), rows=len(rows[:A_PAGE]))
    query = request.GET.copy()
    if len(rows) > A_PAGE:
        query["before"] = str(rows[A_PAGE - 1].pk)
    context = {
        "form": form,
        "rows": [(each, can_be_sent_again(each)) for each in rows[:A_PAGE]],
        "older": f"?{query.urlencode()}" if len(rows) > A_PAGE else "",
        "waiting": seen.waiting().exclude(channel=Channel.LETTER).count(),
        "letters_waiting": seen.waiting().filter(channel=Channel.LETTER).count(),
        "overdue": seen.overdue(timezone.now(), STUCK_AFTER).count(),
        "sees_people": sees_people,
        "may_retry": staff_of(request).may(Permission.RETRY_DELIVERIES),
    }
    return render(request, "staff/deliveries/deliveries.html", context)


@permitted(Permission.RETRY_DELIVERIES)
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Queue a failed message once more."""
    delivery = get_object_or_404(visible_deliveries(request), pk=number)
    try:
        send_again(delivery=delivery, by=actor_of(request))
    except CannotBeSentAgain:
        messages.warning(
            request, "This message cannot be sent again: what it said is gone, or its address is bad."
        )
    else:
        messages.success(request, "Queued once more.")
    return redirect("deliveries:deliveries")


def visible_deliveries(request: HttpRequest) -> DeliveryQuerySet:
    """Return the messages to people in one's scope; all of them for whoever sees none of the people."""
    if staff_of(request).may(Permission.SEE_PEOPLE):
        return Delivery.objects.visible_to_staff(scope_in(request))
    return Delivery.objects.all()
