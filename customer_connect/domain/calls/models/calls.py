"""Calls: who, when, how far, how it ended."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from customer_connect.core.languages import Language
from customer_connect.core.sealing import unseal
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.calls.enums import CallOutcome
from customer_connect.domain.cases.models import Participant

NUMBER_PURPOSE = "call-number"
STEPS_KEPT = 300
# After this without a word nobody counts as verified any more; after this long a call ends. On a TTY a turn may take
# minutes.
IDLE_LIMIT = {Channel.PHONE: timedelta(minutes=5), Channel.TTY: timedelta(minutes=15)}
ABSOLUTE_LIMIT = {Channel.PHONE: timedelta(hours=1), Channel.TTY: timedelta(hours=3)}


class CallQuerySet(models.QuerySet["Call"]):
    """Calls."""

    def visible_to(self, participant: Participant) -> "CallQuerySet":
        """Return the calls in which this person signed in."""
        return self.filter(participant=participant)

    def about(self, participant: Participant, *, keys: list[int]) -> "CallQuerySet":
        """Return the calls in which this person signed in, and those (by row number) in which an agent knew them."""
        return self.filter(Q(participant=participant) | Q(pk__in=keys)).order_by("-started_at")

    def under_way(self) -> "CallQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_at=None)


class Call(models.Model):
    """One call. `path` names the questions and what was chosen ("main_menu=payments"), never digits or words.

    `verified_under` is what binds a verified caller to the PIN they gave (User.get_session_auth_hash): when the PIN
    changes elsewhere, they no longer count as verified here.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gateway_call = models.CharField(max_length=200, blank=True)  # the gateway's own name for it
    channel = models.CharField(max_length=10, choices=Channel)
    line = models.CharField(max_length=20, blank=True)  # the number that was dialled
    number_sealed = models.BinaryField(null=True)  # the caller's, kept for days: see retention
    number_last_four = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    started_at = models.DateTimeField()
    last_heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=CallOutcome, blank=True)
    path = models.JSONField(default=list)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, null=True, related_name="calls")
    verified_at = models.DateTimeField(null=True)
    verified_under = models.CharField(max_length=64, blank=True)
    must_choose_pin = models.BooleanField(default=False)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)

    objects = CallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["started_at"], name="call_by_time"),
            models.Index(fields=["participant", "-started_at"], name="call_by_participant"),
        ]

    def __str__(self) -> str:
        return f"Call {self.key}"

    @property
    def number(self) -> str:
        """The caller's number in E.164, or nothing where it is withheld or forgotten."""
        return unseal(bytes(self.number_sealed), purpose=NUMBER_PURPOSE) if self.number_sealed else ""

    @property
    def standing(self) -> str:
        """The last step of the path: where the dialogue stands."""
        return self.path[-1] if self.path else ""

    @property
    def duration(self) -> timedelta | None:
        """How long it lasted, once it is over."""
        return self.ended_at - self.started_at if self.ended_at else None

    def is_idle(self, now: datetime) -> bool:
        """Tell whether the caller was silent for too long to still count as verified."""
        return now - self.last_heard_at > IDLE_LIMIT[Channel(self.channel)]

    def is_too_long(self, now: datetime) -> bool:
        """Tell whether the call has to end."""
        return now - self.started_at > ABSOLUTE_LIMIT[Channel(self.channel)]
