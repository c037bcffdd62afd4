"""How often one network may try to sign in or ask for a PIN, and how often the wider one that it is part of.

The numbers are the agency's (SignInPolicy), those for sprays and for wider networks are here. All of it is called in a
transaction, and keeps the rows locked until that ends: what comes at the same moment is counted one after the other.
"""

from datetime import datetime, timedelta
from typing import Literal

from customer_connect.core.agencies import agency
from customer_connect.domain.identity.models import NetworkThrottle
from customer_connect.domain.identity.networks import network_key, wider_network_key

# As often as so many networks may, whoever is in it: a mobile carrier is one too.
NETWORKS_IN_A_WIDER_ONE = 10
# What a network behind a spray of failed tries may do.
SLOWED_TRIES_PER_MINUTE = 2
SLOWED_PIN_REQUESTS_PER_HOUR = 3

_Counted = Literal["recent_tries", "recent_pin_requests"]


def count_try(network: str, now: datetime) -> datetime | None:
    """Count a try to sign in, or return until when there may be none."""
    return _count(
        "recent_tries",
        network,
        now,
        window=timedelta(minutes=1),
        usual=agency().sign_in.tries_per_network_and_minute,
        slowed=SLOWED_TRIES_PER_MINUTE,
    )


def take_back_try(network: str) -> None:
    """Forget the last try to sign in, for its PIN was given."""
    for row, _ in _rows(network):
        row.recent_tries = row.recent_tries[:-1]
        row.save()


def count_pin_request(network: str, now: datetime) -> datetime | None:
    """Count a request for a PIN, or return until when there may be none."""
    return _count(
        "recent_pin_requests",
        network,
        now,
        window=timedelta(hours=1),
        usual=agency().sign_in.pin_requests_per_network_and_hour,
        slowed=SLOWED_PIN_REQUESTS_PER_HOUR,
    )


def _count(
    what: _Counted, network: str, now: datetime, *, window: timedelta, usual: int, slowed: int
) -> datetime | None:
    """Add to what was done lately, or return until when that is too much."""
    since = (now - window).timestamp()
    rows = _rows(network)
    for row, share in rows:
        recent = [at for at in getattr(row, what) if at > since]
        is_slowed = row.slowed_until is not None and row.slowed_until > now
        allowed = slowed if is_slowed else usual * share
        if len(recent) >= allowed:
            return now + timedelta(seconds=recent[-allowed] - since)
        setattr(row, what, [*recent, now.timestamp()])
    for row, _ in rows:
        row.save()
    return None


def _rows(network: str) -> list[tuple[NetworkThrottle, int]]:
    """Return the locked rows of a network and of the wider one it is part of, and how many networks each stands for."""
    shares = {network_key(network): 1}
    if wider := wider_network_key(network):
        shares[wider] = NETWORKS_IN_A_WIDER_ONE
    for key in shares:
        NetworkThrottle.objects.get_or_create(key=key)
    rows = NetworkThrottle.objects.filter(key__in=shares).order_by("key").select_for_update()
    return [(row, shares[bytes(row.key)]) for row in rows]
