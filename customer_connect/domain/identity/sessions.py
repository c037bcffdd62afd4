"""The session store: Django's database sessions, in rows that know whose they are and when they were last used.

What the row tells besides comes from the session's data, under these keys.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from customer_connect.core.prepared_queries import PreparedQuery
from customer_connect.domain.identity.models import Session

SIGNED_IN_AT = "signed_in_at"  # seconds since 1970; stays when the key is cycled, for the absolute limit
CONFIRMED_AT = "confirmed_at"  # seconds since 1970; when the PIN or a passkey was last asked for again
MUST_CHOOSE_PIN = "must_choose_pin"
IS_KIOSK = "is_kiosk"
DEVICE = "device"
NETWORK = "network"


class SessionStore(DatabaseStore):
    """Reads and writes sessions. `row` is what was last read or written: no second query to ask how old it is."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = _BY_KEY.first(key=self.session_key, now=timezone.now()) if self.session_key else None
        self.row = Session.from_db(connection.alias, _COLUMNS, row) if row else None
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for this data, used just now."""
        now = timezone.now()
        is_signed_in = SESSION_KEY in data
        if is_signed_in:
            data.setdefault(SIGNED_IN_AT, now.timestamp())
        self.row = Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            signed_in_at=datetime.fromtimestamp(data[SIGNED_IN_AT], UTC) if is_signed_in else None,
            last_seen_at=now,
            is_kiosk=bool(data.get(IS_KIOSK)),
            device=data.get(DEVICE, ""),
            network=data.get(NETWORK, ""),
        )
        return self.row

    def touch(self, now: datetime) -> None:
        """Note that the session was used, without writing its data anew."""
        if self.row is not None:
            self.row.last_seen_at = now
            Session.objects.filter(session_key=self.row.session_key).update(last_seen_at=now)


_COLUMNS = [field.attname for field in Session._meta.concrete_fields]


def _by_key(key: str, now: datetime) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list(*_COLUMNS)


_BY_KEY = PreparedQuery(_by_key)
