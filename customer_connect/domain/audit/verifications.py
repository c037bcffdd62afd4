"""Checking the chain: every seal against its key, the seal before and the events it is over, then against the witness.

One seal with its events is in memory at a time.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.chains import (
    BEFORE_THE_FIRST,
    Fields,
    UnknownKey,
    digest_of,
    fields_of,
    gaps_between,
    mac_of,
)
from customer_connect.domain.audit.models import Event, Seal
from customer_connect.domain.audit.witnessing import find_contradiction
from customer_connect.providers.witnesses import Witness

VERIFIED = "audit.verified"
# The worker seals every minute, and waits for a transaction a quarter of an hour at most.
UNSEALED_AT_MOST = timedelta(minutes=30)
Progress = Callable[[int, int], None]  # the seal that was checked, and the last one


@dataclass
class Verification:
    """What was checked, and the first thing that is wrong; nothing where all is well."""

    seals: int = 0
    events: int = 0
    late: int = 0
    last_seal: int = 0
    last_event: int = 0
    finding: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.finding


def verify(
    *,
    by: Actor,
    since: datetime | None = None,
    witness: Witness | None = None,
    progress: Progress = lambda *_: None,
) -> Verification:
    """Check the chain, all of it or from the first seal made `since`, and write down that it was checked."""
    result = Verification()
    result.finding = (
        _check_seals(result, since, progress)
        or _unsealed_too_long(result.last_event)
        or (find_contradiction(witness) if witness else "")
    )
    record(
        VERIFIED,
        by=by,
        seals=result.seals,
        events=result.events,
        last_seal=result.last_seal,
        finding=result.finding,
        is_whole=result.is_whole,
        since=since.isoformat() if since else "",
    )
    return result


def oldest_unsealed(last_event: int) -> datetime | None:
    """Return the time of the oldest event after the last one that is sealed."""
    return Event.objects.filter(id__gt=last_event).order_by("id").values_list("at", flat=True).first()


def _unsealed_too_long(last_event: int) -> str:
    oldest = oldest_unsealed(last_event)
    if oldest is None or timezone.now() - oldest < UNSEALED_AT_MOST:
        return ""
    return f"Events since {oldest.isoformat()} are not sealed: the worker does not run, or was kept from it."


def _check_seals(result: Verification, since: datetime | None, progress: Progress) -> str:
    """Return what is wrong first, or nothing."""
    before = _before(since)
    newest = Seal.objects.in_order().last()
    late = _told_late()
    while seals := list(Seal.objects.in_order().filter(number__gt=before.number if before else 0)[:100]):
        for seal in seals:
            if finding := _check(seal, before, late, result):
                return f"Seal {seal.number}: {finding}"
            before = seal
            progress(seal.number, newest.number if newest else seal.number)
    result.last_event = before.last_event if before else 0
    return ""


def _before(since: datetime | None) -> Seal | None:
    """Return the seal from which on is checked. Its own MAC is trusted: the next one's is made from it."""
    if since is None:
        return None
    return Seal.objects.in_order().filter(sealed_at__lt=since).last()


def _told_late() -> set[int]:
    """Return the few events that came late and were told of in a later seal."""
    lists = Seal.objects.filter(late_count__gt=0).values_list("late", flat=True)
    return {number for numbers in lists.iterator() for number in numbers}


def _check(seal: Seal, before: Seal | None, late: set[int], result: Verification) -> str:
    number, last_event, mac = (
        (before.number, before.last_event, before.mac) if before else (0, 0, BEFORE_THE_FIRST)
    )
    if seal.number != number + 1:
        return f"the one before it is {number}. Seals in between were taken out."
    try:
        expected = mac_of(seal, previous=mac)
    except UnknownKey:
        return f"it was made with the key “{seal.key_name}”, which CONNECT_AUDIT_KEYS does not have."
    if not hmac.compare_digest(expected, seal.mac) or seal.after != last_event:
        return "it was not made with the key, or was changed, or the seal before it was."
    result.seals += 1
    result.last_seal = seal.number
    return _check_events(seal, late, result)


def _check_events(seal: Seal, late: set[int], result: Verification) -> str:
    """Compare the events with what was sealed, which the MAC has shown to be as it was written."""
    in_range = Event.objects.filter(id__gt=seal.after, id__lte=seal.last_event)
    # More than were sealed cannot be right: so many are read and no more.
    events = fields_of(in_range.exclude(id__in=_late_here(seal, late)), at_most=seal.count + 1)
    if finding := _numbers_differ(seal, events):
        return finding
    latecomers = fields_of(Event.objects.filter(id__in=seal.late), at_most=len(seal.late))
    if missing := sorted(set(seal.late) - {event.id for event in latecomers}):
        return f"event {missing[0]} is gone."
    if digest_of([*events, *latecomers]) != seal.digest:
        return f"of the events {seal.after + 1} to {seal.last_event} at least one was changed."
    result.events += len(events) + len(latecomers)
    result.late += len(latecomers)
    return ""


def _late_here(seal: Seal, late: set[int]) -> list[int]:
    """Return the events that stand in this seal's gaps by right, for a later seal tells of them."""
    if not late or not seal.gaps:
        return []
    return [number for number in late if any(first <= number <= last for first, last in seal.gaps)]


def _numbers_differ(seal: Seal, events: list[Fields]) -> str:
    gaps = gaps_between((event.id for event in events), after=seal.after, until=seal.last_event)
    if gaps == seal.gaps:
        return ""
    for event in events:
        if any(first <= event.id <= last for first, last in seal.gaps):
            return f"event {event.id} was put in after it was made."
    were_there = (
        number
        for first, last in gaps
        for number in range(first, last + 1)
        if not any(begin <= number <= end for begin, end in seal.gaps)
    )
    return f"event {next(were_there)} is gone."
