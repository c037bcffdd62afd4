"""One caller passed to the agents: taking the call, seeing where it stood, writing it up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from customer_connect.domain.calls.actions.agent_requests import note_caller_left, take_call
from customer_connect.domain.calls.actions.settle import settle_call
from customer_connect.domain.calls.exceptions import AlreadySettled, NotTaken, NotWaiting
from customer_connect.domain.calls.models import AgentRequest
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.calls.forms import TalkForm
from customer_connect.staff.calls.looks import ask_reason_for, contact_in, found_out, give_reason, note_look
from customer_connect.staff.calls.paths import in_words, stood_at
from customer_connect.staff.calls.words import masked, waited
from customer_connect.staff.requests import actor_of, permitted, scope_in, staff_of

_TOO_LATE = "A colleague took this call, or the caller has left."


@permitted(Permission.TAKE_CALLS)
@require_POST
def take(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take the call."""
    asked = _asked(request, request_id)
    try:
        take_call(request=asked, staff=staff_of(request), by=actor_of(request))
    except NotWaiting:
        messages.warning(request, _TOO_LATE)
        return redirect("calls:desk")
    give_reason(request, asked, f"On the phone, call {asked.pk}: {asked.get_reason_display()}")
    return redirect("calls:talk", request_id=asked.pk)


@permitted(Permission.TAKE_CALLS)
@require_POST
def left(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take somebody out of the queue who is not on the line any more."""
    try:
        note_caller_left(request=_asked(request, request_id), by=actor_of(request))
    except NotWaiting:
        messages.warning(request, _TOO_LATE)
    else:
        messages.success(request, f"Call {request_id} is out of the queue.")
    return redirect("calls:desk")


@permitted(Permission.TAKE_CALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show the call, and let whoever took it write it up."""
    asked = _asked(request, request_id)
    is_mine = asked.is_open_for(staff_of(request))
    waits = AgentRequest.objects.waiting(timezone.now()).filter(pk=asked.pk).exists()
    if elsewhere := ask_reason_for(request, asked, is_at_hand=is_mine or waits):
        return elsewhere
    number = asked.call.number if is_mine else ""
    known = asked.participant if asked.is_verified else None
    form = TalkForm(request.POST or None, known=known, own_number=number)
    if form.is_valid():
        person = found_out(request, form)
        if form.is_valid():
            try:
                written = form.talk(person, timezone.now())
                settle_call(request=asked, talk=written, staff=staff_of(request), by=actor_of(request))
            except (AlreadySettled, NotTaken):
                messages.warning(request, "Nothing was changed: this call is not yours to write up.")
                return redirect("calls:talk", request_id=asked.pk)
            messages.success(request, f"Call {asked.pk} is written up.")
            return redirect("calls:desk")
    note_look(request, asked, number=number)
    context = {
        "asked": asked,
        "call": asked.call,
        "person": asked.participant,
        "contact": contact_in(asked),
        "number": number,
        "masked": masked(asked.call.number_last_four),
        "stood_at": stood_at(asked.call.path),
        "path": in_words(asked.call.path),
        "waited": waited((asked.closed_at or timezone.now()) - asked.asked_at),
        "is_mine": is_mine,
        "form": form,
    }
    return render(request, "staff/calls/talk.html", context)


def _asked(request: HttpRequest, request_id: int) -> AgentRequest:
    mine = AgentRequest.objects.visible_to_staff(scope_in(request))
    return get_object_or_404(mine.select_related("call", "participant", "taken_by"), pk=request_id)
