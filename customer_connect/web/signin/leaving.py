"""Signing out, and leaving this site quickly."""

from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.actions.end_sessions import end_session
from customer_connect.domain.identity.models import User
from customer_connect.web.requests import actor_of


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out. An address opened by itself asks first: only a button signs out."""
    if request.method != "POST":
        return (
            render(request, "signin/logout.html")
            if request.user.is_authenticated
            else redirect("signin:signed_out")
        )
    _end(request, "signed_out")
    response = redirect("signin:signed_out")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_not_required
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that it is done, and to close the browser."""
    return render(request, "signin/signed_out.html")


@csrf_exempt  # Signing out is all it does, and on a dangerous day nothing may stand in its way.
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go to a neutral site. No Clear-Site-Data: browsers take seconds over it."""
    _end(request, "left")
    response = HttpResponseRedirect(agency().links.quick_exit)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _end(request: HttpRequest, reason: str) -> None:
    user, session_key = request.user, request.session.session_key
    if isinstance(user, User) and session_key:
        end_session(user=user, session_key=session_key, reason=reason, by=actor_of(request))
    auth.logout(request)
