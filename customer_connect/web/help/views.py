"""Help pages. Visitors and participants read the same text, each in their own frame."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.web.context import layout_of


@login_not_required
@require_safe
def contact_and_answers(request: HttpRequest) -> HttpResponse:
    """Tell how to reach the agency and answer what people ask most."""
    return render(request, "help/help.html", {"layout": layout_of(request)})


@login_not_required
@require_safe
def how_to_pay(request: HttpRequest) -> HttpResponse:
    """Tell how to pay support and how to receive it."""
    return render(request, "help/how_to_pay.html", {"layout": layout_of(request)})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell what these pages do for everybody's access and whom to tell of a barrier."""
    return render(request, "help/accessibility.html", {"layout": layout_of(request)})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is shown to whom, what is kept and what is never shown."""
    return render(request, "help/privacy.html", {"layout": layout_of(request)})
