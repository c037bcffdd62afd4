"""The audit trail: events are written once and never changed or deleted.

Events name records by number, not by foreign key: an event outlives what it tells of.
"""

from typing import Any, Never

from django.db import models

from customer_connect.domain.audit.actors import ActorKind, Channel


class EventIsForever(TypeError):
    """Somebody tried to change or delete an audit event."""


class EventQuerySet(models.QuerySet["Event"]):
    """Events, newest first where it matters."""

    def about(self, participant_id: int) -> "EventQuerySet":
        """Return the events about one participant's record."""
        return self.filter(participant_number=participant_id)

    def update(self, **_: Any) -> Never:
        """Refuse. Raises EventIsForever."""
        raise EventIsForever

    def delete(self) -> Never:
        """Refuse. Raises EventIsForever."""
        raise EventIsForever


class Event(models.Model):
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
        indexes = [
            models.Index(fields=["participant_number", "-id"], name="audit_by_participant"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_kind} {self.actor_key}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event. Raises EventIsForever for one that exists."""
        if not self._state.adding:
            raise EventIsForever
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> Never:
        """Refuse. Raises EventIsForever."""
        raise EventIsForever
