"""Import runs: what came from the system of record, when, and what became of it."""

from dataclasses import dataclass

from django.db import models

from customer_connect.exchange.reasons import REASONS


class RunStatus(models.TextChoices):
    """How far a run got."""

    RUNNING = "running", "running"
    CHECKED = "checked", "checked only"
    APPLIED = "applied", "applied"
    INCOMPLETE = "incomplete", "incomplete: some tables failed"
    REFUSED = "refused", "refused"
    INTERRUPTED = "interrupted", "interrupted"


class TableStatus(models.TextChoices):
    """How far one table of a run got."""

    WAITING = "waiting", "waiting"
    CHECKED = "checked", "checked"
    APPLIED = "applied", "applied"
    FAILED = "failed", "failed"


class ImportRun(models.Model):
    """One run of the import over one package. `fingerprint` is the SHA-256 of datapackage.json, which names all files.

    `faults` are objects of table, reason and message.
    """

    package = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=5, blank=True)
    sequence = models.BigIntegerField(null=True)
    as_of = models.DateField(null=True)
    is_dry = models.BooleanField()
    status = models.CharField(max_length=12, choices=RunStatus, default=RunStatus.RUNNING)
    faults = models.JSONField(default=list)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["status", "-id"], name="import_runs_by_status")]

    def __str__(self) -> str:
        return f"{self.id} {self.package} {self.status}"

    @property
    def has_changed_nothing(self) -> bool:
        """Whether every table was, or would be left, as it is."""
        return not any(table.added or table.changed or table.removed for table in self.tables.all())


@dataclass(frozen=True)
class Rejected:
    """How often one field was turned down for one reason, and whether the row stayed out for it."""

    field: str
    count: int
    is_whole_row: bool
    meaning: str
    remedy: str


class ImportTable(models.Model):
    """One table of one run: counts in rows, time in seconds.

    `rejected` rows stayed out, `warned` fields were blanked; `reasons` are lists of field, reason,
    whether the row stayed out, and how often.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="tables")
    name = models.CharField(max_length=40)
    status = models.CharField(max_length=8, choices=TableStatus, default=TableStatus.WAITING)
    read = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    removed = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    warned = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=list)
    check_seconds = models.FloatField(default=0)
    apply_seconds = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="one_entry_a_table_and_run")]

    def __str__(self) -> str:
        return f"{self.name} {self.status}"

    @property
    def rejects(self) -> list[Rejected]:
        """What was turned down and why, the most frequent first."""
        found = [
            Rejected(field, count, is_whole_row, REASONS[reason].meaning, REASONS[reason].remedy)
            for field, reason, is_whole_row, count in self.reasons
        ]
        return sorted(found, key=lambda each: -each.count)
