"""Closed lists of letters and their batches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """How far a batch is. Each step is done again after a crash, and none twice."""

    COLLECTED = "collected", _("Letters chosen")
    WRITTEN = "written", _("Print file made")
    STAGED = "staged", _("Print file at the print shop, not released")
    HANDED_OVER = "handed_over", _("Handed over")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    EMPTY = "empty", _("No letter could be printed")


class LetterState(models.TextChoices):
    """Where one letter of a batch stands."""

    BATCHED = "batched", _("In a batch")
    DROPPED = "dropped", _("Could not be printed")
    HANDED_OVER = "handed_over", _("Handed over")
    ACCEPTED = "accepted", _("Printed and mailed")
    REJECTED = "rejected", _("Rejected by the print shop")
    RETURNED = "returned", _("Came back")


class ProblemKind(models.TextChoices):
    """Why somebody has to look after a letter or an email."""

    BAD_ADDRESS = "bad_address", _("The address is known to be wrong")
    UNUSABLE_ADDRESS = "unusable", _("The address is not complete or too long")
    TOO_LATE = "too_late", _("What it said was no longer useful")
    BROKEN = "broken", _("The letter could not be written")
    REJECTED = "rejected", _("The print shop did not print it")
    RETURNED = "returned", _("It came back")
    BOUNCED = "bounced", "The email came back for good"
