"""How long a signed-in session still lives: the same limits for participants and staff."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.models import Session
from customer_connect.domain.identity.sessions import SessionStore

TOUCH_AT_MOST_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Clock:
    """Times of one signed-in session."""

    last_seen_at: datetime
    idle: timedelta
    absolute_ends_at: datetime
    warning: timedelta

    @property
    def idle_ends_at(self) -> datetime:
        """When it ends for want of use."""
        return self.last_seen_at + self.idle

    @property
    def ends_at(self) -> datetime:
        """When the session ends if nothing happens."""
        return min(self.idle_ends_at, self.absolute_ends_at)

    def seconds_left(self, now: datetime) -> int:
        """Return the seconds until then, a begun one whole: none means that it has ended."""
        return max(ceil((self.ends_at - now).total_seconds()), 0)

    @property
    def warning_seconds(self) -> int:
        """How many seconds before the end people are warned."""
        return int(self.warning.total_seconds())

    def is_worth_touching(self, now: datetime) -> bool:
        """Tell whether the last use is so long ago that another one is to be noted."""
        return now - self.last_seen_at >= min(TOUCH_AT_MOST_EVERY, self.idle / 15)


def clock_of(row: Session) -> Clock:
    """Return the clock of a signed-in session."""
    policy = agency().session
    if row.is_kiosk:
        idle, warning = timedelta(minutes=policy.kiosk_idle_minutes), timedelta(seconds=30)
    else:
        idle = timedelta(minutes=policy.idle_minutes)
        warning = idle - timedelta(minutes=policy.idle_warning_minutes)
    began = row.signed_in_at or row.last_seen_at
    return Clock(row.last_seen_at, idle, began + timedelta(hours=policy.absolute_hours), warning)


def row_of(session: SessionBase) -> Session | None:
    """Return the row of a signed-in session, whoever's."""
    if session.session_key is None or SESSION_KEY not in session:
        return None
    return session.row if isinstance(session, SessionStore) else None
