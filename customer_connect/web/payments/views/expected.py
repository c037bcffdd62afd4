"""Payments that a person is expecting to receive."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.core.dates import today
from customer_connect.domain.cases.own_cases import own_cases
from customer_connect.domain.payments.models import ExpectedPayment
from customer_connect.web.payments.forms import CaseForm
from customer_connect.web.payments.tabs import tabs_of
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("payments.expected_viewed")
def expected(request: HttpRequest) -> HttpResponse:
    """List what is expected, soonest first."""
    participant = participant_of(request)
    cases = own_cases(participant)
    form = CaseForm(request.GET or QueryDict(), cases=cases)
    payments = ExpectedPayment.objects.visible_to(participant).soonest_first().select_related("case")
    if form.is_valid():
        payments = payments.filter(case=form.case_id) if form.case_id else payments
    else:
        payments = payments.none()
    listed = list(payments)
    context = {
        "form": form,
        "cases": cases,
        "payments": listed,
        "total": sum((payment.amount for payment in listed), Decimal("0.00")),
        "today": today(),
        "participant": participant,
        "tabs": tabs_of(participant, cases, current="expected"),
    }
    return render(request, "payments/expected.html", context)
