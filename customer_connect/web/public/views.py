"""The pages that anybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from customer_connect.web.context import layout_of


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what this is and where to begin. Who is signed in already goes to their own home page."""
    if layout_of(request) == "participant.html":
        return redirect("home:home")
    return render(request, "public/landing.html")


@login_not_required
@require_safe
def apply(request: HttpRequest) -> HttpResponse:
    """Tell how to apply for services."""
    return render(request, "public/apply.html", {"layout": layout_of(request)})


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show what one can do here, step by step."""
    return render(request, "public/tour.html", {"layout": layout_of(request)})
