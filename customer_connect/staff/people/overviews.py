"""What a person sees on their own pages, to read along with them. Nothing can be changed here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from customer_connect.core.dates import today
from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import own_cases
from customer_connect.domain.cases.parties import other_parties
from customer_connect.domain.identity.permissions import Permission
from customer_connect.domain.payments.balance_lines import statements_of
from customer_connect.domain.payments.histories import history_of
from customer_connect.domain.payments.ledgers import MADE, SENT
from customer_connect.domain.payments.models import ExpectedPayment
from customer_connect.staff.people.looks import person_page

LATEST = 15


@person_page(Permission.SEE_PEOPLE, note="staff.person_overview_seen")
@require_safe
def overview(request: HttpRequest, person: Participant) -> HttpResponse:
    """Show cases, balances, payments and dates by the same queries as the person's own pages."""
    now = timezone.now()
    parties = other_parties(person, on=today())
    statements = statements_of(person)
    cases = [
        (
            case,
            [party.label for party in parties.get(case.case_id, [])],
            [(each, each.payer_id == person.pk) for each in statements if each.case_id == case.case_id],
        )
        for case in own_cases(person)
    ]
    context = {
        "person": person,
        "cases": cases,
        "made": history_of(person, MADE).newest().entries[:LATEST],
        "sent": history_of(person, SENT).newest().entries[:LATEST],
        "expected": ExpectedPayment.objects.visible_to(person).soonest_first()[:LATEST],
        "hearings": CourtDate.objects.visible_to(person).standing_after(now)[:LATEST],
        "appointments": Appointment.objects.visible_to(person).standing_after(now)[:LATEST],
    }
    return render(request, "staff/people/overview.html", context)
