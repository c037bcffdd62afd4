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
    """Where a report stands with the agency, in words for its author."""

    PENDING = "pending", _("Waiting for the agency")
    ASKED = "asked", _("We have a question for you")
    ACCEPTED = "accepted", _("Accepted, and not sent yet")
    SENT = "sent", _("Sent to the agency's records")
    DONE = "done", _("Done")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back by you")


# What staff can still decide on, and what its author may still take back.
UNDECIDED = (State.PENDING, State.ASKED)
# What its author waits for.
OPEN = (*UNDECIDED, State.ACCEPTED, State.SENT)


class Refusal(models.TextChoices):
    """Why a change is not made, in words for its author. Staff and the system of record choose from one list."""

    INCOMPLETE = "incomplete", _("Something is missing in what you told us.")
    NOT_FOUND = "not_found", _("We could not find this address, phone, email or employer.")
    NEEDS_PROOF = "needs_proof", _("We need to see a paper that shows it, such as a bill or a letter to you.")
    NOT_YOURS = "not_yours", _("It looks like this belongs to somebody else.")
    ALREADY_ON_FILE = "already_on_file", _("The agency's records have it already.")
    LATER_REPORT = "later_report", _("You reported something newer later. We use the newer report.")
    COURT = "court", _("Only the court can change this.")
    OTHER = "other", _("Your caseworker can tell you more.")


class AnswerStatus(models.TextChoices):
    """What the system of record did with a change."""

    ACCEPTED = "accepted", "accepted"
    REFUSED = "refused", "refused"
