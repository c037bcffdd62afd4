"""Looks at messages: at those in scope alone, each written down.

A page that loads itself again is a new look only when there is something else to see.
"""

from hashlib import sha256

from django.http import Http404, HttpRequest

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.conversations.models.conversations import ConversationQuerySet
from customer_connect.staff.requests import actor_of, scope_in

_SEEN = "messages_seen"  # in the session: a fingerprint of what was written down last


def conversations_in(request: HttpRequest) -> ConversationQuerySet:
    """Return the conversations that the member of staff may open."""
    return Conversation.objects.visible_to_staff(scope_in(request))


def conversation_in(request: HttpRequest, conversation_id: int) -> Conversation:
    """Return one of them with all that its page needs. Raises Http404."""
    related = conversations_in(request).select_related(
        "participant", "case", "office", "assigned_to__stand_in", "claimed_by", "change"
    )
    found = related.filter(pk=conversation_id).first()
    if found is None:
        raise Http404
    return found


def note_look(
    request: HttpRequest, action: str, seen: object, *, about: Participant | None = None, **details: object
) -> None:
    """Write down that somebody saw something, unless this very thing was the last they saw in this session.

    `seen` is what was on the page. So a page that loads itself again is no new look, whoever asked for it.
    """
    fingerprint = sha256(f"{action}:{seen!r}".encode()).hexdigest()[:16]
    is_poll = "X-Connect-Poll" in request.headers
    if is_poll and request.session.get(_SEEN) == fingerprint:
        return
    request.session[_SEEN] = fingerprint
    record(action, by=actor_of(request), participant_id=about.pk if about else None, **details)
