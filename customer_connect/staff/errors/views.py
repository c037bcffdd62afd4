"""What staff read when something went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read: 400."""
    return _error(request, "The request could not be read", "Go back and try again.", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what the role does not allow: 403."""
    return _error(request, "Your role does not open this page", "Ask your supervisor if you need it.", 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token: 403."""
    return _error(request, "This form is too old", "Go back, load the page again and send it once more.", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there, or is another office’s: 404."""
    return _error(request, "Not found", "There is no such page, or it belongs to another office.", 404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Answer a failure of ours: 500. Reads no database and no session: they may be what failed."""
    return HttpResponse(loader.get_template("staff/errors/500.html").render({}), status=500)


def _error(request: HttpRequest, title: str, advice: str, status: int) -> HttpResponse:
    return render(request, "staff/errors/error.html", {"title": title, "advice": advice}, status=status)
