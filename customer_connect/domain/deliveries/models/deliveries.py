"""The outbox. A row is both the record of a message and its place in the queue."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from customer_connect.core.languages import Language
from customer_connect.core.sealing import unseal
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.deliveries.enums import Channel, Priority, Reason, State

# A row in "sending" for longer than this was left there by a worker that died: it comes back.
STUCK_AFTER = timedelta(minutes=5)
ADDRESS_PURPOSE = "delivery-address"
CONTEXT_PURPOSE = "delivery-context"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Messages."""

    def about(self, participant: Participant) -> "DeliveryQuerySet":
        """Return the messages to one person, newest first."""
        return self.filter(participant=participant).order_by("-id")

    def visible_to_staff(self, scope: StaffScope) -> "DeliveryQuerySet":
        """Return the messages to the people whom this scope opens."""
        if scope.is_everywhere:
            return self.all()
        return self.filter(participant__in=Participant.objects.visible_to_staff(scope))

    def newest_first(self) -> "DeliveryQuerySet":
        """Order by when they came into the outbox."""
        return self.order_by("-id")

    def waiting(self) -> "DeliveryQuerySet":
        """Return what is not out yet."""
        return self.filter(state__in=[State.QUEUED, State.SENDING])

    def overdue(self, now: datetime, by: timedelta) -> "DeliveryQuerySet":
        """Return what should have gone out longer ago than `by`. Letters wait for their batch and do not count."""
        return self.waiting().exclude(channel=Channel.LETTER).filter(next_attempt_at__lt=now - by)


class Delivery(models.Model):
    """One message to one address. `key` is ours and the provider's reference: the same key is the same message.

    The address is sealed (`address_masked` is what may be shown). What the message says is sealed until it is final,
    then wiped; which message it was stays.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=6, choices=Channel)
    address_sealed = models.BinaryField()
    address_masked = models.CharField(max_length=120, blank=True)
    message = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=Language)
    context_sealed = models.BinaryField(null=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)

    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.NONE, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    provider_reference = models.CharField(max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "next_attempt_at"],
                condition=Q(state=State.QUEUED) & ~Q(channel=Channel.LETTER),
                name="delivery_queue",
            ),
            models.Index(fields=["claimed_at"], condition=Q(state=State.SENDING), name="delivery_sending"),
            models.Index(
                fields=["queued_at"],
                condition=Q(state=State.QUEUED, channel=Channel.LETTER),
                name="delivery_letters_waiting",
            ),
            models.Index(fields=["participant", "-id"], name="delivery_by_participant"),
            models.Index(fields=["state", "-id"], name="delivery_by_state"),
            models.Index(fields=["queued_at"], name="delivery_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.message} {self.state}"

    @property
    def address(self) -> str:
        """The address in clear, for the one who sends. Never shown."""
        return unseal(bytes(self.address_sealed), purpose=ADDRESS_PURPOSE)
