"""What a mail service tells of our email."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.deliveries.actions.note_bounce import note_bounce, note_complaint
from customer_connect.web.hooks.signatures import is_signed

MOST_BYTES = 10_000


class NotAnEvent(Exception):
    """The body does not say what happened. The message tells what is wrong with it."""


@dataclass(frozen=True)
class EmailEvent:
    """What happened to the email with this key of ours."""

    key: UUID
    is_complaint: bool
    is_permanent: bool


@require_POST
@never_cache
@login_not_required
@csrf_exempt
def email_events(request: HttpRequest) -> JsonResponse:
    """Note one event: {"key": "…", "event": "bounced" or "complained", "permanent": true or false}.

    The key is the part of our Message-ID before the @. Answers whether it is of an email of ours. docs/operations.md
    tells how a call is signed.
    """
    if not settings.EMAIL_EVENTS_SECRET:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"error": f"more than {MOST_BYTES} bytes"}, status=413)
    if not is_signed(request, secret=settings.EMAIL_EVENTS_SECRET):
        return JsonResponse({"error": "not signed, or not lately"}, status=403)
    try:
        event = _parse(request.body)
    except NotAnEvent as error:
        return JsonResponse({"error": str(error)}, status=400)
    by = Actor.system("email-events", Channel.WEB)
    if event.is_complaint:
        is_ours = note_complaint(key=event.key, by=by)
    else:
        is_ours = note_bounce(key=event.key, is_for_good=event.is_permanent, by=by)
    return JsonResponse({"noted": is_ours})


def _parse(body: bytes) -> EmailEvent:
    """Read the body. Raises NotAnEvent."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAnEvent("not JSON") from error
    if not isinstance(said, dict):
        raise NotAnEvent("not an object")
    try:
        key = UUID(str(said.get("key")))
    except ValueError as error:
        raise NotAnEvent("key: not a UUID") from error
    if said.get("event") not in ("bounced", "complained"):
        raise NotAnEvent("event: neither bounced nor complained")
    is_permanent = said.get("permanent", False)
    if not isinstance(is_permanent, bool):
        raise NotAnEvent("permanent: neither true nor false")
    return EmailEvent(key, said["event"] == "complained", is_permanent)
