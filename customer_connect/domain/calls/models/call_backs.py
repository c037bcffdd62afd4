"""Callers who want to be called back."""

from django.db import models

from customer_connect.core.languages import Language
from customer_connect.core.sealing import unseal
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.calls.enums import AgentReason, CallBackState
from customer_connect.domain.calls.models.calls import NUMBER_PURPOSE, Call
from customer_connect.domain.cases.models import Participant


class CallBackQuerySet(models.QuerySet["CallBack"]):
    """Requests to be called back."""

    def waiting(self) -> "CallBackQuerySet":
        """Return those nobody has settled, the earliest window first."""
        return self.filter(state=CallBackState.WAITING).order_by("from_at", "id")

    def visible_to(self, participant: Participant) -> "CallBackQuerySet":
        """Return what this person asked for while signed in."""
        return self.filter(participant=participant)


class CallBack(models.Model):
    """One request. `participant` only where the caller had signed in: else the agent must ask who it is."""

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
    settled_at = models.DateTimeField(null=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "from_at"], name="call_back_queue")]

    def __str__(self) -> str:
        return f"Call back {self.from_at:%Y-%m-%d %H:%M}"

    @property
    def number(self) -> str:
        """The number to call in E.164, or nothing once it is forgotten."""
        return unseal(bytes(self.number_sealed), purpose=NUMBER_PURPOSE) if self.number_sealed else ""
