"""Days that have been counted, and what was counted. The worker writes them; the rows themselves stay the truth."""

from django.db import models

from customer_connect.domain.cases.models import Office


class CountedDay(models.Model):
    """One day of one counter, counted up to a moment: its end, or for a day that goes on an earlier one."""

    counter = models.CharField(max_length=20)
    day = models.DateField()
    until = models.DateTimeField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counter", "day"], name="a_day_is_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.counter} {self.day}"


class DayTotal(models.Model):
    """How many rows of a day had the same values. Without an office: of the whole agency.

    An office's total is of the people whom it served when the day was counted. A person of two offices counts in both.
    """

    day = models.ForeignKey(CountedDay, on_delete=models.CASCADE, related_name="totals", db_index=False)
    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    values = models.JSONField(default=list)
    count = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day", "office"], name="day_total_by_office")]

    def __str__(self) -> str:
        return f"{self.values}: {self.count}"
