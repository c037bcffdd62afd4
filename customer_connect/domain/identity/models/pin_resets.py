"""Requests for a new PIN, by people who are not known yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.models import Delivery


class PinDelivery(models.TextChoices):
    """How a temporary PIN can be had."""

    EMAIL = "email", _("Email (within 1 business day)")
    MAIL = "mail", _("Standard mail (5 to 10 business days)")


class ResetState(models.TextChoices):
    """What became of a request. Only staff see it: the answer to the one who asks is always the same."""

    PENDING = "pending", _("Not looked at yet")
    EMAILED = "emailed", _("PIN sent by email")
    MAILED = "mailed", _("PIN sent by mail")
    REFUSED = "refused", _("No PIN was sent")


class ResetRefusal(models.TextChoices):
    """Why no PIN was sent."""

    NONE = "", ""
    NO_MATCH = "no_match", _("No person has this name and number")
    NOT_ELIGIBLE = "not_eligible", _("This person cannot sign in")
    NO_EMAIL = "no_email", _("No email address on file")
    EMAIL_TOO_NEW = "email_new", _("The email address on file is too new")
    NO_ADDRESS = "no_address", _("No address on file that mail reaches")
    ADDRESS_TOO_NEW = "address_new", _("The address on file is too new")
    NOT_SAFE = "not_safe", _("The person told us that this way is not safe")
    ONE_FACTOR = "one_factor", _("Email is this person’s only second factor: the PIN has to come by mail")
    TOO_SOON = "too_soon", _("Too soon after the last one")
    TOO_MANY = "too_many", _("Too many in this time")
    BROKEN = "broken", _("The request could not be worked on")


class PinResetRequestQuerySet(models.QuerySet["PinResetRequest"]):
    """Requests."""

    def pending(self) -> "PinResetRequestQuerySet":
        """Return those nobody has looked at yet, oldest first."""
        return self.filter(state=ResetState.PENDING).order_by("id")

    def about(self, participant: Participant) -> "PinResetRequestQuerySet":
        """Return those that were found to be about this person, newest first. For staff."""
        return self.filter(participant=participant).order_by("-id")


class PinResetRequest(models.Model):
    """One request, and what became of it.

    What was typed is sealed until the worker has looked at it, then wiped. Whom it is about is found out only then: the
    row is written alike for everybody, known or not.
    """

    asked_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel)
    way = models.CharField(max_length=5, choices=PinDelivery)
    asked_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=ResetState, default=ResetState.PENDING)
    reason = models.CharField(max_length=12, choices=ResetRefusal, blank=True, default=ResetRefusal.NONE)
    handled_at = models.DateTimeField(null=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, related_name="pin_reset_requests", db_index=False
    )
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PinResetRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(state=ResetState.PENDING), name="pin_reset_pending"
            ),
            models.Index(fields=["participant", "-id"], name="pin_reset_by_participant"),
            models.Index(fields=["asked_at"], name="pin_reset_by_time"),
        ]

    def __str__(self) -> str:
        return f"Request for a PIN by {self.way}: {self.state}"
