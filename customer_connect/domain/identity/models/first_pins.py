"""First PINs that were issued unasked, in bulk, and the runs that issue them."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customer_connect.domain.cases.models import Office, Participant
from customer_connect.domain.deliveries.models import Delivery


class FirstPinOccasion(models.TextChoices):
    """Why somebody got a PIN unasked."""

    OFFICE = "office", _("Their office moved to the statewide system")
    WAGE_ASSIGNMENT = "wages", _("A private wage assignment")


class FirstPin(models.Model):
    """That a person was sent a first PIN. There is one of these in a person's life, whatever the occasion."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="first_pin"
    )
    occasion = models.CharField(max_length=6, choices=FirstPinOccasion)
    issued_at = models.DateTimeField()
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"First PIN of {self.participant_id}"


class RunState(models.TextChoices):
    """How far a run is."""

    COUNTING = "counting", "Counting"
    COUNTED = "counted", "Counted, waiting for your word"
    ISSUING = "issuing", "Issuing"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


class FirstPinRunQuerySet(models.QuerySet["FirstPinRun"]):
    """Runs."""

    def newest_first(self) -> "FirstPinRunQuerySet":
        """Return all, the newest first."""
        return self.select_related("office").order_by("-id")

    def to_work_on(self) -> "FirstPinRunQuerySet":
        """Return those that the worker goes on with, the oldest first."""
        return self.filter(state__in=[RunState.COUNTING, RunState.ISSUING]).order_by("id")


class FirstPinRun(models.Model):
    """One bulk mailing of first PINs: whom somebody chose, how many that are, and how far the worker is.

    The worker goes through those chosen by number; `last_number` is the last one it was done with. Counts are of the
    step at hand: `wanted` and `skipped` of counting, `issued` of issuing (a person skipped there had changed since).
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    transitioned_since = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.COUNTING)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()
    last_number = models.BigIntegerField(default=0)
    wanted = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    changed_meanwhile = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=dict)
    cents_per_letter = models.PositiveIntegerField()

    objects = FirstPinRunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=[RunState.COUNTING, RunState.ISSUING]),
                name="first_pin_run_to_work_on",
            ),
        ]

    def __str__(self) -> str:
        return f"First PINs, run {self.pk}: {self.state}"

    @property
    def is_under_way(self) -> bool:
        """Whether the worker is at it."""
        return self.state in {RunState.COUNTING, RunState.ISSUING}

    @property
    def chosen(self) -> int:
        """How many people were chosen, as far as they are counted."""
        return self.wanted + sum(int(count) for count in self.skipped.values())

    def is_stale(self, now: datetime, seconds: int = 60) -> bool:
        """Tell whether nobody seems to be at it: then the worker is not running."""
        return self.is_under_way and (now - self.changed_at).total_seconds() > seconds
