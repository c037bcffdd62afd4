"""How events become a chain: what exactly is fingerprinted, and with which key.

An event is one line of JSON (`_line`); the digest of a seal is the SHA-256 of its events' lines, by number, those that
came late last; its MAC is the HMAC-SHA256 of all that it says and of the MAC before, under the newest key of
`settings.AUDIT_KEYS`. Whoever can write to the database but has no key can make none. Decision record 20.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings

from customer_connect.domain.audit.models import EventQuerySet, Seal

BEFORE_THE_FIRST = "0" * 64


class UnknownKey(Exception):
    """The chain names a key that settings do not have."""


class Fields(NamedTuple):
    """An event as it is fingerprinted."""

    id: int
    at: datetime
    actor_kind: str
    actor_key: str
    channel: str
    network: str
    action: str
    participant_number: int | None
    details: Any


def fields_of(events: EventQuerySet, *, at_most: int) -> list[Fields]:
    """Return events by number, no more than so many."""
    return [Fields(*row) for row in events.order_by("id").values_list(*Fields._fields)[:at_most]]


def digest_of(events: Iterable[Fields]) -> str:
    """Return the fingerprint of events in their order."""
    digest = hashlib.sha256()
    for event in events:
        digest.update(_line(event))
    return digest.hexdigest()


def mac_of(seal: Seal, *, previous: str) -> str:
    """Return what the seal's MAC has to be after the MAC of the seal before. Raises UnknownKey."""
    said = [
        seal.number,
        _moment(seal.sealed_at),
        seal.after,
        seal.last_event,
        seal.count,
        seal.gaps,
        seal.late,
        seal.late_count,
        seal.digest,
        previous,
    ]
    return keyed(said, key_name=seal.key_name)


def keyed(said: Any, *, key_name: str) -> str:
    """Return the HMAC of something, as JSON. Raises UnknownKey."""
    try:
        key = settings.AUDIT_KEYS[key_name]
    except KeyError as error:
        raise UnknownKey(key_name) from error
    return hmac.new(key, _canonical([key_name, said]), hashlib.sha256).hexdigest()


def newest_key() -> str:
    """Return the name of the key that new seals are made with."""
    return list(settings.AUDIT_KEYS)[-1]


def gaps_between(numbers: Iterable[int], *, after: int, until: int) -> list[list[int]]:
    """Return the numbers after one and until another that are missing among ascending numbers, as pairs."""
    gaps, expected = [], after + 1
    for number in [*numbers, until + 1]:
        if number > expected:
            gaps.append([expected, number - 1])
        expected = number + 1
    return gaps


def _line(event: Fields) -> bytes:
    return _canonical([event.id, _moment(event.at), *event[2:]]) + b"\n"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
