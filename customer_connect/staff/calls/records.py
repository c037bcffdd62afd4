"""The record of one call, from the page of the person whose it was."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from customer_connect.domain.calls.people import calls_of
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.permissions import Permission
from customer_connect.staff.calls.paths import in_words
from customer_connect.staff.calls.words import lasted, masked, waited
from customer_connect.staff.people.looks import person_page


@person_page(Permission.SEE_PEOPLE, note="staff.call_record_seen")
@require_safe
def call(request: HttpRequest, person: Participant, key: UUID) -> HttpResponse:
    """Show how a call went. The number shows with its last four digits, as long as the record is kept."""
    record = get_object_or_404(calls_of(person), key=key)
    talks = record.agent_requests.filter(participant=person).select_related("taken_by").order_by("pk")
    context = {
        "person": person,
        "call": record,
        "lasted": lasted(record.duration),
        "masked": masked(record.number_last_four),
        "path": in_words(record.path),
        "was_signed_in": record.participant_id == person.pk,
        "talks": [(each, waited((each.closed_at or each.asked_at) - each.asked_at)) for each in talks],
        "call_backs": record.call_backs.visible_to(person).select_related("taken_by").order_by("pk"),
    }
    return render(request, "staff/calls/call.html", context)
