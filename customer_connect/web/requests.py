"""Who is asking: the participant and the actor behind a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from customer_connect.core.browsers import network_of
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor, ActorKind, Channel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.models import User


def participant_of(request: HttpRequest) -> Participant:
    """Return the signed-in participant. Raises Http404 for anybody else: these pages are not theirs."""
    participant = participant_user_of(request).participant
    if participant is None:
        raise Http404
    return participant


def participant_user_of(request: HttpRequest) -> User:
    """Return the signed-in participant's user. Raises Http404 for anybody else."""
    user = request.user
    if not isinstance(user, User) or user.participant is None:
        raise Http404
    return user


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request."""
    user = request.user
    if isinstance(user, User):
        if user.participant_id is not None:
            return Actor(ActorKind.PARTICIPANT, str(user.participant_id), Channel.WEB, network_of(request))
        return Actor(ActorKind.STAFF, str(user.pk), Channel.WEB, network_of(request))
    return anonymous_of(request)


def anonymous_of(request: HttpRequest) -> Actor:
    """Return who acts in a request before it is known who they are."""
    return Actor(ActorKind.ANONYMOUS, "", Channel.WEB, network_of(request))


View = Callable[..., HttpResponse]


def audited(action: str) -> Callable[[View], View]:
    """Write an audit event for each view of confidential data that the decorated page answers with success."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                record(action, by=actor_of(request), participant_id=participant_of(request).pk)
            return response

        return answer

    return decorate
