"""Ending sessions: one's own, all others, or one whose time is over."""

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.identity.models import Session, User


@transaction.atomic
def end_session(*, user: User, session_key: str, reason: str, by: Actor) -> None:
    """End one session. `reason` is signed_out, left, idle or absolute."""
    Session.objects.visible_to(user).filter(session_key=session_key).delete()
    record("identity.signed_out", by=by, participant_id=user.participant_id, reason=reason)


@transaction.atomic
def end_other_sessions(*, user: User, keep_session: str, by: Actor) -> int:
    """Sign the user out everywhere else and return from how many places. The caller renews its own session's hash."""
    count, _ = Session.objects.visible_to(user).exclude(session_key=keep_session).delete()
    user.end_other_sessions()
    record("identity.signed_out_elsewhere", by=by, participant_id=user.participant_id, sessions=count)
    return count
