"""What staff do for a person. Each is one action of the domain, and back to the page."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from customer_connect.core.dates import format_moment
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.actions.clear_bad_address import clear_bad_address
from customer_connect.domain.deliveries.actions.clear_bad_email import clear_bad_email
from customer_connect.domain.deliveries.actions.mark_bad_contacts import (
    NothingToMark,
    mark_bad_address,
    mark_bad_email,
)
from customer_connect.domain.deliveries.actions.set_safe_contact import set_safe_contact
from customer_connect.domain.deliveries.enums import ContactWay
from customer_connect.domain.deliveries.models import SafeContact
from customer_connect.domain.identity.actions.issue_pin_for import issue_pin_for
from customer_connect.domain.identity.actions.unlock import disable_pin, unlock
from customer_connect.domain.identity.models import PinDelivery
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.identity.pin_destinations import NoPinThere
from customer_connect.staff.people.forms import BadContactForm, PinForm, SafeContactForm
from customer_connect.staff.people.looks import person_page
from customer_connect.staff.requests import actor_of

ASKING = ["GET", "HEAD", "POST"]


@person_page(Permission.ISSUE_PIN)
@require_http_methods(ASKING)
def issue_pin(request: HttpRequest, person: Participant) -> HttpResponse:
    """Have a temporary PIN sent. Nobody here sees it."""
    form = PinForm(request.POST or None)
    if form.is_valid():
        way = PinDelivery(form.cleaned_data["way"])
        try:
            sent = issue_pin_for(participant=person, way=way, by=actor_of(request))
        except NoPinThere as refusal:
            form.add_error("way", f"No PIN was sent: {refusal.reason.label}.")
        else:
            messages.success(
                request,
                f"A temporary PIN is on its way ({sent.get_channel_display()}, {sent.address_masked}).",
            )
            return _back(person)
    return _ask(request, person, form, title="Send a temporary PIN", button="Send it", advice=_PIN_ADVICE)


@person_page(Permission.UNLOCK_PIN)
@require_POST
def unlock_pin(request: HttpRequest, person: Participant) -> HttpResponse:
    """Let the person try again now."""
    unlock(participant=person, by=actor_of(request))
    messages.success(request, "Unlocked: they can try again now with the PIN they have.")
    return _back(person)


@person_page(Permission.UNLOCK_PIN)
@require_http_methods(ASKING)
def turn_pin_off(request: HttpRequest, person: Participant) -> HttpResponse:
    """Turn a PIN off that somebody else may know."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        disable_pin(participant=person, by=actor_of(request))
        messages.success(
            request, "The PIN is turned off until a new one is sent, and whoever was signed in is out."
        )
        return _back(person)
    return _ask(request, person, form, title="Turn the PIN off", button="Turn it off", advice=_OFF_ADVICE)


@person_page(Permission.MARK_CONTACTS)
@require_http_methods(ASKING)
def mark_address(request: HttpRequest, person: Participant) -> HttpResponse:
    """Send no more mail to the address on file."""
    form = BadContactForm(request.POST or None)
    if form.is_valid():
        try:
            mark_bad_address(participant=person, note=form.cleaned_data["note"], by=actor_of(request))
        except NothingToMark:
            form.add_error(None, "There is no postal address on file.")
        else:
            messages.success(
                request, "No mail goes to this address until it changes or is marked as good again."
            )
            return _back(person)
    return _ask(
        request,
        person,
        form,
        title="Mark the postal address as bad",
        button="Mark as bad",
        advice=_BAD_ADVICE,
    )


@person_page(Permission.MARK_CONTACTS)
@require_http_methods(ASKING)
def mark_email(request: HttpRequest, person: Participant) -> HttpResponse:
    """Send no more email to the address on file."""
    form = BadContactForm(request.POST or None)
    if form.is_valid():
        try:
            mark_bad_email(participant=person, note=form.cleaned_data["note"], by=actor_of(request))
        except NothingToMark:
            form.add_error(None, "There is no email address on file.")
        else:
            messages.success(
                request, "No email goes to this address until it changes or is marked as good again."
            )
            return _back(person)
    return _ask(
        request, person, form, title="Mark the email address as bad", button="Mark as bad", advice=_BAD_ADVICE
    )


@person_page(Permission.MARK_CONTACTS)
@require_POST
def trust_address(request: HttpRequest, person: Participant) -> HttpResponse:
    """Send mail to the address again."""
    if clear_bad_address(participant=person, by=actor_of(request)):
        messages.success(request, "Mail goes to this address again.")
    return _back(person)


@person_page(Permission.MARK_CONTACTS)
@require_POST
def trust_email(request: HttpRequest, person: Participant) -> HttpResponse:
    """Send email to the address again."""
    if clear_bad_email(address=person.email, participant=person, by=actor_of(request)):
        messages.success(request, "Email goes to this address again.")
    return _back(person)


@person_page(Permission.SET_SAFE_CONTACT)
@require_http_methods(ASKING)
def safe_contact(request: HttpRequest, person: Participant) -> HttpResponse:
    """Set how the person may not be reached, as they say."""
    wishes = SafeContact.objects.visible_to(person).first()
    initial = {"unsafe_ways": wishes.unsafe_ways, "note": wishes.note} if wishes else {}
    form = SafeContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        ways = [ContactWay(way) for way in form.cleaned_data["unsafe_ways"]]
        set_safe_contact(
            participant=person, unsafe_ways=ways, note=form.cleaned_data["note"], by=actor_of(request)
        )
        messages.success(request, "Kept. It holds from now on.")
        return _back(person)
    changed = f" Last changed {format_moment(wishes.changed_at)}." if wishes else ""
    return _ask(request, person, form, title="Safe contact", button="Save", advice=_SAFE_ADVICE + changed)


_PIN_ADVICE = (
    "It goes to the address on file, works once, and replaces an earlier temporary PIN. You do not see it. "
    "Make sure that you speak with this person: ask for their date of birth and their address."
)
_OFF_ADVICE = (
    "Nobody signs in with it any more, by web or phone, until a new one is sent. "
    "Whoever is signed in now is signed out."
)
_BAD_ADVICE = (
    "It holds for this address only: when the system of record has another one, mail goes out again."
)
_SAFE_ADVICE = "The person decides. It holds at once, for letters, emails, texts and calls alike."


def _ask(
    request: HttpRequest, person: Participant, form: Form, *, title: str, button: str, advice: str
) -> HttpResponse:
    context = {"person": person, "form": form, "title": title, "button": button, "advice": advice}
    return render(request, "staff/people/deed.html", context)


def _back(person: Participant) -> HttpResponse:
    return redirect("people:person", participant_id=person.pk)
