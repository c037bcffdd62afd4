"""Counts of a period: whole days as the worker added them up, and what came since counted now."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.db.models.lookups import IsNull

from customer_connect.domain.cases.models import CaseMember
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.figures.counters import Counter, Rows
from customer_connect.domain.figures.days import begin_of
from customer_connect.domain.figures.models import CountedDay

# By day and the counter's values.
Counts = dict[tuple[Any, ...], int]


def counts(counter: Counter, *, begins_on: date, office: int | None = None) -> Counts:
    """Count the rows from a day on; of one office only, where the counter has offices.

    Without a worker everything is counted now.
    """
    if not counter.has_offices:
        office = None
    found: Counts = {}
    since, current = begin_of(begins_on), None
    for day, until, values, count in _kept(counter, begins_on, office):
        if day != current:
            if begin_of(day) != since:  # a day is missing, or the one before was not counted to its end
                break
            since, current = until, day
        if values is not None and count:
            found[(day, *values)] = count
    for key, count in _counted_now(counter, since, office).items():
        found[key] = found.get(key, 0) + count
    return found


def _kept(
    counter: Counter, begins_on: date, office: int | None
) -> list[tuple[date, datetime, list[Any] | None, int | None]]:
    """Return what was added up, in the order of days. In one statement: the worker may be counting meanwhile."""
    own = Q(totals__office__isnull=True) if office is None else Q(totals__office=office)
    days = CountedDay.objects.filter(counter=counter.slug, day__gte=begins_on).order_by("day")
    with_totals = days.annotate(own=FilteredRelation("totals", condition=own))
    return list(with_totals.values_list("day", "until", "own__values", "own__count"))


def _counted_now(counter: Counter, since: datetime, office: int | None) -> Counts:
    rows = counter.rows(since, None)
    if office is not None:
        rows = _of_office(counter, rows, office)
    by_day = rows.annotate(day=TruncDate(counter.at)).order_by().values_list("day", *counter.by)
    return {tuple(key): count for *key, count in by_day.annotate(rows=Count("pk"))}


def _of_office(counter: Counter, rows: Rows, office: int) -> Rows:
    """Keep the rows of one office, each looked up alone: there are few, and a join would read all members."""
    if counter.offices:
        condition = Q()
        for field in counter.offices:
            condition |= Q(**{field: office})
        return rows.filter(condition)
    served = CaseMember.objects.filter(StaffScope(office_id=office).of_members())
    of_person = served.filter(participant=OuterRef(counter.person)).order_by().values("pk")[:1]
    return rows.filter(IsNull(Subquery(of_person), False))
