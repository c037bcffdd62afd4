"""Reported changes: how many, how old, what became of them."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from customer_connect.domain.changes.enums import State
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.figures.counters import CHANGES
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value

_STATES = {  # as staff call them
    State.PENDING: "To decide",
    State.ASKED: "Asked back",
    State.ACCEPTED: "Accepted, not sent yet",
    State.SENT: "Sent to the system of record",
}
_AGES = [("Up to 3 days", 0, 3), ("4 to 10 days", 3, 10), ("11 to 30 days", 10, 30), ("Older", 30, None)]


def tables(asked: Asked) -> list[Table]:
    """Return reports along time, what is open by state and age, and what became of those reported."""
    reports = ReportedChange.objects.visible_one_by_one_to_staff(asked.scope)
    counts, undecided = asked.counts(CHANGES), asked.counted(reports.undecided(), "reported_at")
    columns = {"Reported": per_step(counts), "Still to decide": per_step(undecided)}
    return [
        along_time(asked, "reports", "Reported changes", columns),
        _open(asked),
        by_value("states", "What became of them so far", "State", State, {"Reports": per_value(counts, 1)}),
    ]


def _open(asked: Asked) -> Table:
    now = timezone.now()
    ages = {}
    for number, (_, above, until) in enumerate(_AGES):
        age = Q(reported_at__lte=now - timedelta(days=above)) if above else Q()
        if until is not None:
            age &= Q(reported_at__gt=now - timedelta(days=until))
        ages[f"age_{number}"] = Count("pk", filter=age)
    reports = ReportedChange.objects.visible_one_by_one_to_staff(asked.scope).filter(state__in=_STATES)
    grouped = reports.order_by().values_list("state").annotate(**ages)
    found = {state: tuple(int(number) for number in numbers) for state, *numbers in grouped}
    nothing = (0,) * len(_AGES)
    rows = [(label, found.get(state, nothing)) for state, label in _STATES.items()]
    return Table("open", "Open now, by state and age", "State", tuple(name for name, *_ in _AGES), rows)
