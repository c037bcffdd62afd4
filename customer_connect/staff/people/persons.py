"""One person's page: what is on file, how their PIN stands, what was sent, who signed in, what they reported."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.deliveries.enums import ContactWay, Reason
from customer_connect.domain.deliveries.models import BadEmail, BatchedLetter, Delivery, SafeContact
from customer_connect.domain.deliveries.postal_addresses import (
    address_lines_of,
    name_on_envelope,
    why_not_mailable,
)
from customer_connect.domain.identity.models import FirstPin, PinResetRequest, SignIn
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.identity.pin_states import pin_state_of
from customer_connect.staff.people.forms import ReasonForm
from customer_connect.staff.people.looks import keep_reason, person_in_scope, person_page, reason_in, way_on
from customer_connect.staff.requests import permitted, scope_in, staff_of

LATEST = 20


@dataclass(frozen=True)
class Contact:
    """Whether mail and email reach somebody."""

    address_lines: list[str]
    why_no_mail: Reason
    is_email_bad: bool
    wishes: SafeContact | None

    @property
    def is_address_bad(self) -> bool:
        """Whether mail to the address came back, or somebody said that it would."""
        return self.why_no_mail == Reason.BAD_ADDRESS

    @property
    def unsafe_ways(self) -> list[str]:
        """The ways that are not safe, in words."""
        words = {way: str(way.label) for way in ContactWay}
        return [words[ContactWay(way)] for way in self.wishes.unsafe_ways] if self.wishes else []


@permitted(Permission.SEE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest, participant_id: int) -> HttpResponse:
    """Ask why the page is opened, once for each person and session."""
    person = person_in_scope(request, participant_id)
    next_path = request.POST.get("next", request.GET.get("next", ""))
    form = ReasonForm(request.POST or None)
    if reason_in(request, person) is not None:
        return redirect(way_on(request, next_path, person))
    if form.is_valid():
        keep_reason(request, person, form.words)
        return redirect(way_on(request, next_path, person))
    return render(
        request, "staff/people/reason.html", {"form": form, "next": next_path, "number": person.number}
    )


@person_page(Permission.SEE_PEOPLE)
@require_safe
def person(request: HttpRequest, person: Participant) -> HttpResponse:
    """Show somebody's page."""
    staff = staff_of(request)
    letters = {letter.delivery_id: letter for letter in BatchedLetter.objects.about(person)[:LATEST]}
    deliveries = list(Delivery.objects.about(person)[:LATEST])
    context = {
        "person": person,
        "contact": contact_of(person),
        "pin": pin_state_of(person, timezone.now()),
        "memberships": memberships_of(person),
        "requests": PinResetRequest.objects.about(person).select_related("delivery")[:LATEST],
        "first_pin": FirstPin.objects.filter(participant=person).first(),
        "deliveries": [(delivery, letters.get(delivery.pk)) for delivery in deliveries],
        "sign_ins": SignIn.objects.visible_to(person).newest_first()[:LATEST],
        "conversations": _conversations(request, person),
        "reports": ReportedChange.objects.visible_to(person).newest_first()[:LATEST],
        "may": {permission.name.lower(): staff.may(permission) for permission in Permission},
    }
    return render(request, "staff/people/person.html", context)


def _conversations(request: HttpRequest, person: Participant) -> list[Conversation]:
    """Return the person's messages that one may read: those of the cases in one's scope."""
    if not staff_of(request).may(Permission.READ_MESSAGES):
        return []
    mine = Conversation.objects.visible_to_staff(scope_in(request)).filter(participant=person)
    return list(mine.select_related("case", "assigned_to").newest_first()[:LATEST])


def contact_of(person: Participant) -> Contact:
    """Return how somebody can be reached."""
    lines = address_lines_of(person)
    return Contact(
        lines,
        why_not_mailable(name_on_envelope(person), lines),
        bool(person.email) and BadEmail.objects.of(person.email).exists(),
        SafeContact.objects.visible_to(person).first(),
    )


def memberships_of(person: Participant) -> list[CaseMember]:
    """Return the cases of somebody, with their own office and worker and the office that manages the case."""
    mine = CaseMember.objects.filter(participant=person)
    related = mine.select_related("case__office", "office", "caseworker")
    return list(related.order_by("-case__is_current", "-case__status", "-case__opened_on", "case_id"))
