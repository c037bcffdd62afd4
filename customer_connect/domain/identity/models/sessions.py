"""Sessions in the database, so that a person can list and end them."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from customer_connect.domain.identity.models.users import User


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, always asked for by somebody."""

    def visible_to(self, user: User) -> "SessionQuerySet":
        """Return the signed-in sessions of this user."""
        return self.filter(user=user)


class Session(AbstractBaseSession):
    """A session of a browser. Signed in, it knows whose it is and when it was last used."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    signed_in_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField()
    is_kiosk = models.BooleanField(default=False)
    device = models.CharField(max_length=80, blank=True)
    network = models.CharField(max_length=64, blank=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        indexes = [models.Index(fields=["user", "-last_seen_at"], name="session_by_user")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that reads and writes these rows."""
        from customer_connect.domain.identity.sessions import SessionStore

        return SessionStore
