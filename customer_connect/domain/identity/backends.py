"""Who is behind a signed-in session."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.db.models import Q, QuerySet

from customer_connect.core.prepared_queries import PreparedQuery
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.identity.models import User

_USER = [field.attname for field in User._meta.concrete_fields]
_PARTICIPANT = [field.attname for field in Participant._meta.concrete_fields]


class ParticipantBackend(BaseBackend):
    """Finds the user of a session. Signing in is the action `sign_in`, which never goes through `authenticate`."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user while they may be signed in: active, and still listed by the system of record."""
        row = _SIGNED_IN.first(user_id=user_id)
        if row is None:
            return None
        user: User = User.from_db(connection.alias, _USER, row[: len(_USER)])
        if user.participant_id is not None:
            user.participant = Participant.from_db(connection.alias, _PARTICIPANT, row[len(_USER) :])
        return user


def _signed_in(user_id: int) -> QuerySet[User, Any]:
    still_listed = Q(participant__isnull=True) | Q(participant__is_current=True)
    return User.objects.filter(still_listed, pk=user_id, is_active=True).values_list(
        *_USER, *(f"participant__{name}" for name in _PARTICIPANT)
    )


_SIGNED_IN = PreparedQuery(_signed_in)
