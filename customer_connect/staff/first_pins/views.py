"""First PINs in bulk. The worker counts and issues; pages here say how far it is, without scripts."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customer_connect.domain.identity.actions.first_pin_runs import (
    NotThatFar,
    begin_first_pin_run,
    confirm_first_pin_run,
    stop_first_pin_run,
)
from customer_connect.domain.identity.models import FirstPinRun, StaffMember
from customer_connect.domain.identity.models.first_pins import FirstPinRunQuerySet
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.jobs.models import Worker
from customer_connect.staff.first_pins.forms import ChoiceForm
from customer_connect.staff.requests import actor_of, permitted, staff_of

LATEST = 30


@permitted(Permission.ISSUE_FIRST_PINS)
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """List the runs, and begin another one by counting."""
    form = ChoiceForm(request.POST or None, only_office=staff_of(request).office)
    if form.is_valid():
        run = begin_first_pin_run(choice=form.choice, by=actor_of(request))
        return redirect("first_pins:run", number=run.pk)
    context = {"form": form, "runs": _visible(request).newest_first()[:LATEST]}
    return render(request, "staff/first_pins/runs.html", context)


@permitted(Permission.ISSUE_FIRST_PINS)
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Show one run: the count and its cost, or how far it is."""
    run = get_object_or_404(_visible(request).select_related("office"), pk=number)
    names = dict(StaffMember.objects.values_list("user_id", "name"))
    context = {
        "run": run,
        "asked_by": names.get(_number(run.asked_by), run.asked_by),
        "confirmed_by": names.get(_number(run.confirmed_by), run.confirmed_by),
        "cost": Decimal(run.cents_per_letter * run.wanted) / 100,
        "has_worker": not run.is_stale(timezone.now()) or Worker.objects.alive().exists(),
    }
    return render(request, "staff/first_pins/run.html", context)


@permitted(Permission.ISSUE_FIRST_PINS)
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Have the letters sent."""
    run = get_object_or_404(_visible(request), pk=number)
    try:
        confirm_first_pin_run(run=run, by=actor_of(request))
    except NotThatFar:
        messages.warning(
            request, "This run is not waiting for your word: somebody was faster, or it is over."
        )
    return redirect("first_pins:run", number=number)


@permitted(Permission.ISSUE_FIRST_PINS)
@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Issue no more."""
    run = get_object_or_404(_visible(request), pk=number)
    try:
        stop_first_pin_run(run=run, by=actor_of(request))
    except NotThatFar:
        messages.warning(request, "This run is over already.")
    return redirect("first_pins:run", number=number)


def _visible(request: HttpRequest) -> FirstPinRunQuerySet:
    """Return the runs of one's own office, or all of them."""
    office = staff_of(request).office_id
    return FirstPinRun.objects.all() if office is None else FirstPinRun.objects.filter(office=office)


def _number(key: str) -> int:
    return int(key) if key.isdigit() else 0
