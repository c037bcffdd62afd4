"""The first page: what this member of staff can do here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customer_connect.staff.requests import staff_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways on."""
    return render(request, "staff/home/home.html", {"staff": staff_of(request)})
