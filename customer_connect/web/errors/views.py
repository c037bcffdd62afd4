"""Pages for what went wrong: plain words, a way on, and nothing of the inside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import get_language_from_path

from customer_connect.web.context import agency, layout_of


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read: 400."""
    return _error(request, "400", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is forbidden: 403."""
    return _error(request, "403", 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token: 403."""
    return _error(request, "csrf", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere, or to another's record: 404."""
    return _error(request, "404", 404)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """Answer a network that tries too much: 429."""
    return _error(request, "429", 429)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Answer a failure of ours: 500. Reads no database and no session: they may be what failed."""
    with translation.override(get_language_from_path(request.path_info) or "en"):
        page = loader.get_template("errors/500.html").render(agency(request))
    return HttpResponse(page, status=500)


def _error(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"errors/{name}.html", {"layout": layout_of(request)}, status=status)
