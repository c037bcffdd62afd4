"""Reported changes: how many, how old, what became of them."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count

from customer_connect.core.dates import today
from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.figures.counters import CHANGES
from customer_connect.domain.figures.days import begin_of
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value

_STATES = {  # as staff call them
    State.PENDING: "To decide",
    State.ASKED: "Asked back",
    State.ACCEPTED: "Accepted, not sent yet",
    State.SENT: "Sent to the system of record",
}
_AGES = [("Up to 3 days", 3), ("4 to 10 days", 10), ("11 to 30 days", 30)]
_OLDER = "Older"
_COUNTED = 90  # days: what is older and still open is little, and looked up one by one
_NOTE = "What became of reports from before yesterday is as of last night."


def tables(asked: Asked) -> list[Table]:
    """Return reports along time, what is open by state and age, and what became of those reported."""
    counts = asked.counts(CHANGES)
    columns = {"Reported": per_step(counts), "Still to decide": per_step(counts, State.PENDING, State.ASKED)}
    states = {"Reports": per_value(counts, 1)}
    return [
        along_time(asked, "reports", "Reported changes", columns, _NOTE),
        _open(asked),
        by_value("states", "What became of them so far", "State", State, states, _NOTE),
    ]


def _open(asked: Asked) -> Table:
    begins_on = today() - timedelta(days=_COUNTED)
    found: Counter[tuple[str, str]] = Counter()
    for (day, state), count in asked.by_day(CHANGES, begins_on).items():
        found[state, _age_of(today() - day)] += count
    reports = ReportedChange.objects.visible_one_by_one_to_staff(asked.scope)
    older = reports.filter(state__in=_STATES, reported_at__lt=begin_of(begins_on))
    for state, count in older.order_by().values_list("state").annotate(Count("pk")):
        found[state, _OLDER] += count
    columns = (*(name for name, _ in _AGES), _OLDER)
    rows = [(label, tuple(found[state, age] for age in columns)) for state, label in _STATES.items()]
    return Table("open", "Open, by state and age", "State", columns, rows, _NOTE)


def _age_of(passed: timedelta) -> str:
    return next((name for name, until in _AGES if passed.days <= until), _OLDER)
