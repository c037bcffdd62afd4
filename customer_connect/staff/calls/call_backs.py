"""Calling back: what is due, taking it on, and what came of it. The number shows to whoever took it alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.calls.actions.settle import settle_call_back
from customer_connect.domain.calls.actions.work_call_backs import (
    give_back_call_back,
    note_no_answer,
    take_call_back,
)
from customer_connect.domain.calls.enums import CallBackState
from customer_connect.domain.calls.exceptions import AlreadySettled, NotTaken, TakenByOther
from customer_connect.domain.calls.models import CallBack
from customer_connect.domain.calls.models.call_backs import CallBackQuerySet
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.calls.forms import ListForm, TalkForm
from customer_connect.staff.calls.looks import ask_reason_for, contact_in, found_out, give_reason, note_look
from customer_connect.staff.calls.paths import in_words
from customer_connect.staff.calls.words import masked, who
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

A_PAGE = 100
_NOT_YOURS = "Nothing was changed: a colleague has taken it, or it is settled."


@permitted(Permission.TAKE_CALLS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List those to call back, the earliest window first."""
    form = ListForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    now = timezone.now()
    seen = _visible(request)
    listed = seen.waiting() if wanted.get("show") == "all" else seen.due(now)
    if language := wanted.get("language"):
        listed = listed.filter(language=language)
    rows = list(listed[:A_PAGE])
    record("staff.call_backs_listed", by=actor_of(request), call_backs=[row.pk for row in rows])
    context = {
        "form": form,
        "rows": [(row, who(row)) for row in rows],
        "overdue": seen.waiting().filter(until_at__lt=now).count(),
        "due": seen.due(now).count(),
        "most": A_PAGE,
        "tries": agency().calls.call_back_tries,
    }
    return render(request, "staff/calls/call_backs.html", context)


@permitted(Permission.TAKE_CALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def call_back(request: HttpRequest, call_back_id: int) -> HttpResponse:
    """Show one, and let whoever took it write it up."""
    asked = _asked(request, call_back_id)
    is_mine = asked.is_waiting and asked.holder == staff_of(request)
    is_free = asked.is_waiting and asked.holder is None
    if elsewhere := ask_reason_for(request, asked, is_at_hand=is_mine or is_free):
        return elsewhere
    number = asked.number if is_mine else ""
    form = TalkForm(request.POST or None, known=asked.participant, own_number=number)
    if form.is_valid():
        person = found_out(request, form)
        if form.is_valid():
            try:
                written = form.talk(person, timezone.now())
                settle_call_back(call_back=asked, talk=written, staff=staff_of(request), by=actor_of(request))
            except (AlreadySettled, NotTaken):
                messages.warning(request, _NOT_YOURS)
                return redirect("calls:call_back", call_back_id=asked.pk)
            messages.success(request, "The call back is written up.")
            return redirect("calls:call_backs")
    note_look(request, asked, number=number)
    context = {
        "asked": asked,
        "call": asked.call,
        "person": asked.participant,
        "contact": contact_in(asked),
        "number": number,
        "masked": masked(asked.number_last_four),
        "path": in_words(asked.call.path),
        "is_mine": is_mine,
        "tries": agency().calls.call_back_tries,
        "form": form,
    }
    return render(request, "staff/calls/call_back.html", context)


@permitted(Permission.TAKE_CALLS)
@require_POST
def take(request: HttpRequest, call_back_id: int) -> HttpResponse:
    """Take it on."""
    asked = _asked(request, call_back_id)
    try:
        take_call_back(call_back=asked, staff=staff_of(request), by=actor_of(request))
    except TakenByOther as other:
        messages.warning(request, f"{other.name} is calling them back.")
        return redirect("calls:call_backs")
    except AlreadySettled:
        messages.warning(request, "Somebody has settled it.")
        return redirect("calls:call_backs")
    give_reason(request, asked, f"Calling back, request {asked.pk}: {asked.get_reason_display()}")
    return redirect("calls:call_back", call_back_id=asked.pk)


@permitted(Permission.TAKE_CALLS)
@require_POST
def give_back(request: HttpRequest, call_back_id: int) -> HttpResponse:
    """Leave it to somebody else."""
    try:
        give_back_call_back(
            call_back=_asked(request, call_back_id), staff=staff_of(request), by=actor_of(request)
        )
    except NotTaken:
        messages.warning(request, _NOT_YOURS)
    return redirect("calls:call_backs")


@permitted(Permission.TAKE_CALLS)
@require_POST
def no_answer(request: HttpRequest, call_back_id: int) -> HttpResponse:
    """Note that nobody answered."""
    asked = _asked(request, call_back_id)
    try:
        note_no_answer(call_back=asked, staff=staff_of(request), by=actor_of(request))
    except NotTaken:
        messages.warning(request, _NOT_YOURS)
    else:
        is_over = asked.state == CallBackState.NOT_REACHED
        messages.success(
            request,
            "Noted. It was the last try: they were not reached."
            if is_over
            else "Noted. It comes back on another half day.",
        )
    return redirect("calls:call_backs")


def _visible(request: HttpRequest) -> CallBackQuerySet:
    seen = CallBack.objects.visible_to_staff(scope_in(request))
    return seen.select_related("call", "participant", "taken_by")


def _asked(request: HttpRequest, call_back_id: int) -> CallBack:
    return get_object_or_404(_visible(request), pk=call_back_id)
