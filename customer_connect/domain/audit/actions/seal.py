"""Sealing events: the worker's job, beside everybody who writes them."""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from customer_connect.domain.audit.chains import (
    BEFORE_THE_FIRST,
    digest_of,
    fields_of,
    gaps_between,
    mac_of,
    newest_key,
)
from customer_connect.domain.audit.horizons import last_settled_event
from customer_connect.domain.audit.models import Event, Seal
from customer_connect.domain.audit.witnessing import check_witness, tell_witness

logger = logging.getLogger(__name__)
MOST_IN_A_SEAL = 5_000
# How long the gaps of a seal are looked at for events that came late. Rolled-back transactions leave gaps for good.
LOOKED_AFTER = timedelta(days=1)
_GAPS_AT_ONCE = 100


def seal_events(*, now: datetime | None = None) -> int:
    """Seal what stands still and is not sealed yet, then tell the witness. Returns how many events.

    Of two at the same time one finds that the other was there. Raises TrailWasCut, and seals nothing, where the witness
    knows of seals that are not here.
    """
    now = now or timezone.now()
    check_witness()
    sealed = 0
    while (seal := _seal_next(now)) is not None:
        sealed += seal.count
        logger.info("Audit seal %s to event %s: %s", seal.number, seal.last_event, seal.mac)
    tell_witness()
    return sealed


def _seal_next(now: datetime) -> Seal | None:
    """Make the next seal, or none where there is nothing to seal."""
    before = Seal.objects.in_order().last()
    after, previous = (before.last_event, before.mac) if before else (0, BEFORE_THE_FIRST)
    last = last_settled_event(after=after, now=now)
    late = fields_of(Event.objects.filter(id__in=_late_numbers(now)), at_most=MOST_IN_A_SEAL)
    settled = Event.objects.filter(id__gt=after, id__lte=last or after)
    events = fields_of(settled, at_most=MOST_IN_A_SEAL)
    if not events and not late:
        return None
    until = events[-1].id if events else after
    seal = Seal(
        number=before.number + 1 if before else 1,
        sealed_at=now,
        after=after,
        last_event=until,
        count=len(events) + len(late),
        gaps=gaps_between((event.id for event in events), after=after, until=until),
        late=[event.id for event in late],
        late_count=len(late),
        digest=digest_of([*events, *late]),
        key_name=newest_key(),
    )
    seal.mac = mac_of(seal, previous=previous)
    try:
        with transaction.atomic():
            seal.save()
    except IntegrityError:  # another worker sealed them
        return None
    return seal


def _late_numbers(now: datetime) -> list[int]:
    """Return the events that have stood up in gaps of the last day's seals, and that no seal has told of yet."""
    recent = Seal.objects.filter(sealed_at__gt=now - LOOKED_AFTER).values_list("gaps", "late")
    gaps, told = [], set()
    for its_gaps, its_late in recent.iterator():
        gaps += its_gaps
        told.update(its_late)
    found: set[int] = set()
    for begin in range(0, len(gaps), _GAPS_AT_ONCE):
        in_gaps = Q()
        for first, last in gaps[begin : begin + _GAPS_AT_ONCE]:
            in_gaps |= Q(id__range=(first, last))
        found.update(Event.objects.filter(in_gaps).values_list("id", flat=True)[:MOST_IN_A_SEAL])
    return sorted(found - told)[:MOST_IN_A_SEAL]
