"""Callers who want to be called back."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.core.languages import Language
from customer_connect.core.sealing import unseal
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.calls.enums import AgentReason, CallBackState, TalkOutcome
from customer_connect.domain.calls.models.calls import NUMBER_PURPOSE, Call
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.identity.models import StaffMember


class CallBackQuerySet(models.QuerySet["CallBack"]):
    """Requests to be called back."""

    def waiting(self) -> "CallBackQuerySet":
        """Return those nobody has settled, the earliest window first."""
        return self.filter(state=CallBackState.WAITING).order_by("from_at", "id")

    def due(self, now: datetime) -> "CallBackQuerySet":
        """Return those whose window has begun."""
        return self.waiting().filter(from_at__lte=now)

    def visible_to(self, participant: Participant) -> "CallBackQuerySet":
        """Return what this person asked for while signed in, or whom an agent found out."""
        return self.filter(participant=participant)

    def visible_to_staff(self, scope: StaffScope) -> "CallBackQuerySet":
        """Return all to whoever may open everybody, else those of people whom the scope opens."""
        if scope.is_everywhere:
            return self.all()
        return self.filter(participant__in=Participant.objects.visible_to_staff(scope))


class CallBack(models.Model):
    """One request. `participant` only where the caller had signed in or an agent knew them: else ask who it is.

    Whoever took it has it to themselves until their claim runs out. `tries` counts calls that nobody answered.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="call_backs")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, related_name="call_backs"
    )
    number_sealed = models.BinaryField(null=True)
    number_last_four = models.CharField(max_length=4)
    channel = models.CharField(max_length=10, choices=Channel)  # by voice or TTY
    language = models.CharField(max_length=2, choices=Language)
    reason = models.CharField(max_length=16, choices=AgentReason)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=CallBackState, default=CallBackState.WAITING)
    taken_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=TalkOutcome, blank=True)
    note = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "from_at"], name="call_back_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None) | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="a_taken_call_back_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"Call back {self.from_at:%Y-%m-%d %H:%M}"

    @property
    def number(self) -> str:
        """The number to call in E.164, or nothing once it is forgotten."""
        return unseal(bytes(self.number_sealed), purpose=NUMBER_PURPOSE) if self.number_sealed else ""

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has settled it."""
        return self.state == CallBackState.WAITING

    @property
    def is_overdue(self) -> bool:
        """Whether its window has passed without a word with them."""
        return self.is_waiting and self.until_at < timezone.now()

    @property
    def holder(self) -> StaffMember | None:
        """Who is calling back now."""
        if self.taken_at is None or self.taken_at < _claims_begin_after(timezone.now()):
            return None
        return self.taken_by


def _claims_begin_after(now: datetime) -> datetime:
    return now - timedelta(minutes=agency().calls.call_back_claim_minutes)


def nobody_holds(now: datetime) -> Q:
    """Return the condition that no claim stands at a moment."""
    return Q(taken_at=None) | Q(taken_at__lt=_claims_begin_after(now))
