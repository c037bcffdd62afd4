"""Adding up days, for figures."""

import time
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from customer_connect.core.dates import today
from customer_connect.domain.cases.models import CaseMember
from customer_connect.domain.figures.counters import COUNTERS, Counter
from customer_connect.domain.figures.days import begin_of, end_of
from customer_connect.domain.figures.models import CountedDay, DayTotal

DAYS_KEPT = 100  # a little more than the longest period that can be asked for
SECONDS = 60.0  # of one run: other jobs of the worker wait meanwhile
AT_ONCE = 5_000  # rows whose people's offices are looked up together

Row = tuple[Any, ...]


def count_days() -> int:
    """Count what is new and what may have changed, the oldest days first. Returns how many days were counted.

    What it has no time for is for the next run.
    """
    ends = time.monotonic() + SECONDS
    CountedDay.objects.filter(day__lt=today() - timedelta(days=DAYS_KEPT)).delete()
    done = 0
    for counter in COUNTERS:
        _note_days_before_the_first_row(counter)
        for day in _due(counter):
            if time.monotonic() > ends:
                return done
            count_day(counter, day)
            done += 1
    return done


def count_day(counter: Counter, day: date) -> None:
    """Count a day, as far as it has gone, in place of what was counted of it before."""
    now = timezone.now()
    until = min(now, end_of(day))
    tally = _tally(counter, begin_of(day), until)
    with transaction.atomic():
        CountedDay.objects.filter(counter=counter.slug, day=day).delete()
        counted = CountedDay.objects.create(counter=counter.slug, day=day, until=until, counted_at=now)
        DayTotal.objects.bulk_create(
            DayTotal(day=counted, office_id=office, values=list(values), count=count)
            for (office, values), count in tally.items()
        )


def _note_days_before_the_first_row(counter: Counter) -> None:
    """Note at once, when a counter begins, the days on which there was nothing."""
    if CountedDay.objects.filter(counter=counter.slug).exists():
        return
    rows = counter.rows(begin_of(_days_kept()[0]), None).order_by(counter.at)
    first = rows.values_list(counter.at, flat=True).first()
    begins_on = today() if first is None else timezone.localdate(first)
    CountedDay.objects.bulk_create(
        CountedDay(counter=counter.slug, day=day, until=end_of(day), counted_at=timezone.now())
        for day in _days_kept()
        if day < begins_on
    )


def _days_kept() -> list[date]:
    return [today() - timedelta(days=back) for back in range(DAYS_KEPT, -1, -1)]


def _due(counter: Counter) -> list[date]:
    """Return the days that were not counted, not to their end, or not since midnight and may have changed."""
    midnight, unsettled = begin_of(today()), today() - timedelta(days=counter.settles_in)
    counted = {day.day: day for day in CountedDay.objects.filter(counter=counter.slug)}
    return [
        day
        for day in _days_kept()
        if (kept := counted.get(day)) is None
        or kept.until < end_of(day)
        or (day >= unsettled and kept.counted_at < midnight)
    ]


def _tally(counter: Counter, begins_at: datetime, ends_at: datetime) -> "Tally[tuple[int | None, Row]]":
    """Count by office and values; without an office: all."""
    tally: Tally[tuple[int | None, Row]] = Tally()
    fields = (*((counter.person,) if counter.person else counter.offices), *counter.by)
    rows = counter.rows(begins_at, ends_at).order_by().values_list(*fields).iterator(chunk_size=AT_ONCE)
    for offices, values in _with_offices(counter, rows):
        tally[(None, values)] += 1
        for office in offices:
            tally[(office, values)] += 1
    return tally


def _with_offices(counter: Counter, rows: Iterator[Row]) -> Iterator[tuple[set[int], Row]]:
    """Yield each row's offices and its values."""
    if not counter.person:
        place = len(counter.offices)
        for row in rows:
            yield {office for office in row[:place] if office is not None}, row[place:]
        return
    while some := list(islice(rows, AT_ONCE)):
        offices = _offices_of({row[0] for row in some})
        for person, *values in some:
            yield offices.get(person, set()), tuple(values)


def _offices_of(people: Iterable[int | None]) -> dict[int | None, set[int]]:
    """Return which offices serve each person, or their case."""
    found: dict[int | None, set[int]] = {}
    parts = CaseMember.objects.filter(participant__in=[person for person in people if person is not None])
    rows: Iterable[Row] = parts.values_list("participant", "office", "case__office")
    for person, *offices in rows:
        found.setdefault(person, set()).update(office for office in offices if office is not None)
    return found
