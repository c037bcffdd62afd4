"""My Case: the list of one's cases, and one case."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.core.dates import today
from customer_connect.domain.cases.details import CaseNotFound, case_details
from customer_connect.domain.cases.own_cases import own_cases
from customer_connect.domain.cases.parties import other_parties
from customer_connect.web.requests import audited, participant_of


@require_safe
@audited("cases.list_viewed")
def cases(request: HttpRequest) -> HttpResponse:
    """List the reader's cases. Somebody with one case only sees it at once."""
    participant = participant_of(request)
    mine = own_cases(participant)
    if len(mine) == 1:
        return _details(request, mine[0].case_id, is_only=True)
    parties = other_parties(participant, on=today())
    return render(
        request, "cases/cases.html", {"cases": [(case, parties.get(case.case_id, [])) for case in mine]}
    )


@require_safe
@audited("cases.details_viewed")
def details(request: HttpRequest, number: int) -> HttpResponse:
    """Show one of the reader's cases. Anybody else's does not exist for them."""
    return _details(request, number, is_only=False)


def _details(request: HttpRequest, number: int, *, is_only: bool) -> HttpResponse:
    try:
        found = case_details(participant_of(request), number, on=today())
    except CaseNotFound as error:
        raise Http404 from error
    return render(
        request,
        "cases/case.html",
        {"details": found, "case": found.case, "is_only": is_only, "today": today()},
    )
