"""Callers who were passed to the agents: the queue, and what waits were like."""

from datetime import datetime, timedelta

from django.db import models

from customer_connect.domain.calls.enums import AgentReason, RequestState
from customer_connect.domain.calls.models.calls import Call

# Whoever waited longer has left, even if nobody noted it.
WAITS_AT_MOST = timedelta(hours=2)


class AgentRequestQuerySet(models.QuerySet["AgentRequest"]):
    """Requests for an agent."""

    def waiting(self, now: datetime) -> "AgentRequestQuerySet":
        """Return the queue, first come first."""
        still = self.filter(state=RequestState.WAITING, asked_at__gt=now - WAITS_AT_MOST)
        return still.order_by("asked_at", "id")

    def answered_since(self, moment: datetime) -> "AgentRequestQuerySet":
        """Return those answered after a moment, newest first."""
        return self.filter(state=RequestState.ANSWERED, answered_at__gt=moment).order_by("-answered_at")


class AgentRequest(models.Model):
    """One caller passed to the agents. The call says who it is, whether they are verified, and what they tried."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="agent_requests")
    queue = models.CharField(max_length=40)
    reason = models.CharField(max_length=16, choices=AgentReason)
    standing = models.CharField(max_length=80, blank=True)  # the question that was open
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = AgentRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "asked_at"], name="agent_request_queue"),
            models.Index(fields=["state", "answered_at"], name="agent_request_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.reason}"
