"""Letting somebody in: the session begins."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from customer_connect.core.browsers import device_of, network_of
from customer_connect.domain.identity.models import KeptForm, User
from customer_connect.domain.identity.networks import summary_of
from customer_connect.domain.identity.sessions import DEVICE, MUST_CHOOSE_PIN, NETWORK, SIGNED_IN_AT

BACKEND = "customer_connect.domain.identity.backends.ParticipantBackend"
NEXT = "next"


def admit(
    request: HttpRequest, user: User, *, must_choose_pin: bool = False, next_path: str = ""
) -> HttpResponse:
    """Begin the session of somebody who proved who they are, and send them on, in the language of the page."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()
    request.session[DEVICE] = device_of(request)
    request.session[NETWORK] = summary_of(network_of(request))
    if must_choose_pin:
        request.session[MUST_CHOOSE_PIN] = True
        return redirect("signin:new_pin")
    return redirect(after_sign_in(request, user, next_path))


def after_sign_in(request: HttpRequest, user: User, next_path: str) -> str:
    """Return where to go: to what was typed when the last session ended, to the page asked for, or home."""
    if KeptForm.objects.visible_to(user, timezone.now()).exists():
        return reverse("signin:kept_form")
    return safe_path(request, next_path) or reverse("home:home")


def safe_path(request: HttpRequest, path: str) -> str:
    """Return the path if it is one of this site and not one that signs out; else nothing."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None, require_https=request.is_secure()
    )
    ends_session = path.partition("?")[0].rstrip("/").endswith(("/logout", "/leave", "/login"))
    return path if is_ours and not ends_session else ""
