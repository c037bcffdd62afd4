"""Callers who were passed to the agents: the queue, what waits were like, and what came of the talks."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from customer_connect.domain.calls.enums import AgentReason, RequestState, TalkOutcome
from customer_connect.domain.calls.models.calls import Call
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.identity.models import StaffMember

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

    def unsettled_of(self, staff: StaffMember) -> "AgentRequestQuerySet":
        """Return what an agent took and has not written up, newest first."""
        mine = self.filter(taken_by=staff, state=RequestState.ANSWERED, settled_at=None)
        return mine.order_by("-answered_at")

    def visible_to_staff(self, scope: StaffScope) -> "AgentRequestQuerySet":
        """Return all to whoever may open everybody, else those of people whom the scope opens."""
        if scope.is_everywhere:
            return self.all()
        return self.filter(participant__in=Participant.objects.visible_to_staff(scope))


class AgentRequest(models.Model):
    """One caller passed to the agents.

    `participant` is the caller who was signed in (`is_verified`), or whom the agent found out.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="agent_requests")
    queue = models.CharField(max_length=40)
    reason = models.CharField(max_length=16, choices=AgentReason)
    standing = models.CharField(max_length=80, blank=True)  # the question that was open
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, related_name="agent_requests"
    )
    is_verified = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=TalkOutcome, blank=True)
    note = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = AgentRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "asked_at"], name="agent_request_queue"),
            models.Index(fields=["state", "answered_at"], name="agent_request_waits"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.ANSWERED, taken_by__isnull=False)
                | (~Q(state=RequestState.ANSWERED) & Q(taken_by=None)),
                name="an_answered_call_is_somebodys",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.reason}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has taken it, and the caller is not known to have left."""
        return self.state == RequestState.WAITING

    def is_open_for(self, staff: StaffMember) -> bool:
        """Tell whether somebody took it and has still to write it up."""
        return self.taken_by_id == staff.pk and self.settled_at is None
