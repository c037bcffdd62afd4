"""Who is behind a signed-in session."""

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

from customer_connect.domain.identity.models import User


class ParticipantBackend(BaseBackend):
    """Finds the user of a session. Signing in is the action `sign_in`, which never goes through `authenticate`."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user while they may be signed in: active, and still listed by the system of record."""
        still_listed = Q(participant__isnull=True) | Q(participant__is_current=True)
        return (
            User.objects.select_related("participant")
            .filter(still_listed, pk=user_id, is_active=True)
            .first()
        )
