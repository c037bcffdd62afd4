"""What figures are asked for: a period, and whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Trunc
from django.utils import timezone

from customer_connect.core.dates import format_day, today
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.figures.counters import Counter
from customer_connect.domain.figures.counts import Counts, counts

BY_WEEK_FROM = 60  # days


@dataclass(frozen=True)
class Asked:
    """A period that ends today, and whose records count. Beyond some weeks figures are by week."""

    days: int
    scope: StaffScope

    @property
    def is_by_week(self) -> bool:
        """Whether a column is a week."""
        return self.days >= BY_WEEK_FROM

    @property
    def begins_on(self) -> date:
        """The first day: of a whole week where figures are by week."""
        return self._step_of(today() - timedelta(days=self.days - 1))

    @property
    def begins_at(self) -> datetime:
        """The first moment, where the agency is."""
        return timezone.make_aware(datetime.combine(self.begins_on, time.min))

    @property
    def unit(self) -> str:
        """What a column is called."""
        return "Week of" if self.is_by_week else "Day"

    def steps(self) -> list[date]:
        """Return the first day of each column."""
        step = timedelta(days=7 if self.is_by_week else 1)
        count = (today() - self.begins_on) // step + 1
        return [self.begins_on + step * number for number in range(count)]

    def since(self, rows: QuerySet[Any], at: str) -> QuerySet[Any]:
        """Keep the rows of the period."""
        return rows.filter(**{f"{at}__gte": self.begins_at})

    def counts(self, counter: Counter) -> Counts:
        """Count the period by column and by the counter's values, from what is kept added up."""
        found: Counts = {}
        for (day, *values), count in self.by_day(counter, self.begins_on).items():
            key = (self._step_of(day), *values)
            found[key] = found.get(key, 0) + count
        return found

    def by_day(self, counter: Counter, begins_on: date) -> Counts:
        """Count from a day on, by day and by the counter's values."""
        if not self.scope.is_everywhere and self.scope.office_id is None:
            return {}
        return counts(counter, begins_on=begins_on, office=self.scope.office_id)

    def _step_of(self, day: date) -> date:
        return day - timedelta(days=day.weekday()) if self.is_by_week else day

    def counted(self, rows: QuerySet[Any], at: str, by: Sequence[str] = ()) -> Counts:
        """Count the rows of the period by column, and by some fields: of what there are few."""
        kind = "week" if self.is_by_week else "day"
        found = self.since(rows, at).annotate(step=Trunc(at, kind)).values_list("step", *by)
        counts = found.annotate(rows=Count("pk")).order_by()
        return {(timezone.localdate(step), *values): count for step, *values, count in counts}


def name_of_step(day: date) -> str:
    """Return what a column is called."""
    return format_day(day)
