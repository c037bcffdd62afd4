"""What to do without a PIN."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def forgot_pin(request: HttpRequest) -> HttpResponse:
    """Tell the ways to get a new PIN."""
    return render(request, "signin/forgot_pin.html")
