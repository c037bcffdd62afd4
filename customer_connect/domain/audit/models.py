"""The audit trail: events are written once and never changed or deleted, and so are the seals over them.

Events name records by number, not by foreign key: an event outlives what it tells of. What the classes here refuse the
database refuses too (see guards).
"""

from datetime import datetime, timedelta
from typing import Any, Never, TypeVar

from django.db import models
from django.db.models import Q

from customer_connect.domain.audit.actors import ActorKind, Channel

Row = TypeVar("Row", bound=models.Model)
# Numbers and times of events run the same way but for as much: clocks of several machines, transactions side by side.
CLOCKS_DIFFER = timedelta(minutes=5)


class IsForever(TypeError):
    """Somebody tried to change or delete a row of the audit trail."""


class ForeverQuerySet(models.QuerySet[Row]):
    """Rows that are written once."""

    def update(self, **_: Any) -> Never:
        """Refuse. Raises IsForever."""
        raise IsForever

    def delete(self) -> Never:
        """Refuse. Raises IsForever."""
        raise IsForever


class Forever(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. Raises IsForever for one that exists."""
        if not self._state.adding:
            raise IsForever
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> Never:
        """Refuse. Raises IsForever."""
        raise IsForever


class EventQuerySet(ForeverQuerySet["Event"]):
    """Events, newest first where it matters."""

    def about(self, participant_id: int) -> "EventQuerySet":
        """Return the events about one participant's record."""
        return self.filter(participant_number=participant_id)

    def newest_first(self) -> "EventQuerySet":
        """Order by number, which is how they are paged."""
        return self.order_by("-id")

    def by_participant(self, participant_id: int) -> "EventQuerySet":
        """Return what one participant did, which is always to their own record."""
        return self.about(participant_id).filter(
            actor_kind=ActorKind.PARTICIPANT, actor_key=str(participant_id)
        )

    def by_staff(self, user_ids: list[int]) -> "EventQuerySet":
        """Return what these members of staff did."""
        return self.filter(actor_kind=ActorKind.STAFF, actor_key__in=[str(number) for number in user_ids])

    def by_system(self, job: str) -> "EventQuerySet":
        """Return what a job or a command did."""
        return self.filter(actor_kind=ActorKind.SYSTEM, actor_key=job)

    def between(self, begins_at: datetime | None, ends_at: datetime | None) -> "EventQuerySet":
        """Return the events from one moment on and before another.

        The index of times turns them into numbers first, so that every other index goes on from there.
        """
        found = self
        if begins_at is not None:
            found = found.filter(at__gte=begins_at)
            after = Event.objects.filter(at__lt=begins_at - CLOCKS_DIFFER).order_by("-at", "-id")
            if (number := after.values_list("id", flat=True).first()) is not None:
                found = found.filter(id__gt=number)
        if ends_at is not None:
            found = found.filter(at__lt=ends_at)
            before = Event.objects.filter(at__gte=ends_at + CLOCKS_DIFFER).order_by("at", "id")
            if (number := before.values_list("id", flat=True).first()) is not None:
                found = found.filter(id__lt=number)
        return found


class Event(Forever):
    """One thing that happened: who, what, to whose record, over which channel. Details hold no secret."""

    at = models.DateTimeField(auto_now_add=True)
    actor_kind = models.CharField(max_length=12, choices=ActorKind)
    actor_key = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=Channel)
    network = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=60)
    participant_number = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        # Every page writes an event: what participants do on the web pays for no index that only others need.
        indexes = [
            models.Index(fields=["participant_number", "-id"], name="audit_by_participant"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(
                fields=["actor_kind", "actor_key", "-id"],
                condition=Q(actor_kind__in=[ActorKind.STAFF, ActorKind.SYSTEM]),
                name="audit_by_actor",
            ),
            models.Index(
                fields=["channel", "-id"], condition=~Q(channel=Channel.WEB), name="audit_by_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_kind} {self.actor_key}: {self.action}"


class SealQuerySet(ForeverQuerySet["Seal"]):
    """Seals."""

    def in_order(self) -> "SealQuerySet":
        """Return them as the chain runs."""
        return self.order_by("number")


class Seal(Forever):
    """One link of the chain: a keyed fingerprint of the events `after`+1 to `last_event`, and of the seal before.

    `gaps` are the numbers in between that were nobody's when it was made, as pairs of first and last; `late` are events
    that stood up in the gaps of earlier seals since, because their transactions had not ended yet.
    """

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    after = models.BigIntegerField()
    last_event = models.BigIntegerField()
    count = models.PositiveIntegerField()
    gaps = models.JSONField(default=list)
    late = models.JSONField(default=list)
    late_count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    key_name = models.CharField(max_length=40)
    mac = models.CharField(max_length=64)

    objects = SealQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sealed_at"], name="audit_seal_by_time"),
            models.Index(fields=["number"], condition=Q(late_count__gt=0), name="audit_seal_with_late"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number} to event {self.last_event}"
