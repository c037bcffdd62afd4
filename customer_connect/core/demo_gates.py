"""Who may see pages of the demo: whoever sits at this machine, and nobody in production."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
_OF_PROXIES = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
_NAMES = {"127.0.0.1", "localhost", "::1", "testserver"}


def demo_only(view: View) -> View:
    """Answer 404 in production, and to anybody who does not ask from this machine, past no proxy."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.IS_PRODUCTION or not _is_from_here(request):
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def _is_from_here(request: HttpRequest) -> bool:
    try:
        is_loopback = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    is_past_a_proxy = settings.TRUSTED_PROXIES > 0 or any(
        name.startswith(_OF_PROXIES) for name in request.META
    )
    name = urlsplit(f"//{request.get_host()}").hostname
    return is_loopback and not is_past_a_proxy and name in _NAMES
