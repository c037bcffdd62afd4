"""Closed lists of reported changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a report is about. The last one is what somebody knows of the other party."""

    ADDRESS = "address", _("Mailing address")
    PHONES = "phones", _("Phone numbers")
    EMAIL = "email", _("Email")
    EMPLOYER = "employer", _("Employer")
    LANGUAGE = "language", _("Language")
    OTHER_PARTY = "other_party", _("Information about the other party")


class State(models.TextChoices):
    """Where a report stands with the agency."""

    PENDING = "pending", _("Waiting for the agency")
    SENT = "sent", _("Sent to the agency's records")
    DONE = "done", _("Done")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back by you")
