"""What orders asked for against what was paid, month by month."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.core.dates import today
from customer_connect.domain.cases.own_cases import own_cases
from customer_connect.domain.payments.monthly import MonthLine, months_of
from customer_connect.web.payments.forms import MonthsForm
from customer_connect.web.payments.month_charts import drawing_of
from customer_connect.web.payments.sides import Side
from customer_connect.web.payments.tabs import tabs_of
from customer_connect.web.requests import audited, participant_of

ZERO = Decimal("0.00")


@require_safe
@audited("payments.months_viewed")
def by_month(request: HttpRequest, side: Side) -> HttpResponse:
    """Show a chart of 12 or 24 months and the table it is drawn from."""
    participant = participant_of(request)
    cases = own_cases(participant)
    form = MonthsForm(request.GET or QueryDict(), cases=cases)
    lines: list[MonthLine] = []
    if form.is_valid():
        lines = months_of(
            participant,
            side.ledger,
            case_ids=[form.case_id] if form.case_id else [case.case_id for case in cases],
            last_month=today(),
            count=form.cleaned_data["months"] or 12,
        )
    context = {
        "side": side,
        "participant": participant,
        "form": form,
        "has_cases": len(cases) > 1,
        "lines": lines,
        "drawing": drawing_of(lines),
        "has_amounts": any(line.due or line.paid for line in lines),
        "due": sum((line.due for line in lines), ZERO),
        "paid": sum((line.paid for line in lines), ZERO),
        "tabs": tabs_of(participant, cases, current=side.slug),
        "page_name": f"payments:{side.slug}",
    }
    return render(request, "payments/by_month.html", context)
