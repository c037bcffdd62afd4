"""Tables of reported changes: kept as requests until the agency has decided."""

import json

from django.db import models
from django.utils.translation import gettext as _

from customer_connect.core.languages import Language
from customer_connect.core.sealing import unseal
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.cases.models import Case, Participant
from customer_connect.domain.changes.details import Details
from customer_connect.domain.changes.enums import Kind, State
from customer_connect.domain.changes.receipt_numbers import draw_receipt_number

DETAILS_PURPOSE = "reported-change"


class ReportedChangeQuerySet(models.QuerySet["ReportedChange"]):
    """Reports, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "ReportedChangeQuerySet":
        """Return what this person reported. What others reported about them is not theirs to see."""
        return self.filter(author=participant)

    def newest_first(self) -> "ReportedChangeQuerySet":
        """Order by when they came in."""
        return self.order_by("-id")

    def waiting(self) -> "ReportedChangeQuerySet":
        """Return those that the agency has not decided on."""
        return self.filter(state__in=[State.PENDING, State.SENT])


class ReportedChange(models.Model):
    """One report. Who reported what about the other party is nobody's to see but the agency's.

    `details` are sealed: until the agency has decided, this is the only place where they stand.
    """

    receipt_number = models.CharField(max_length=14, unique=True, default=draw_receipt_number, editable=False)
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="reported_changes")
    kind = models.CharField(max_length=12, choices=Kind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Participant, on_delete=models.PROTECT, null=True, related_name="+")
    details_sealed = models.BinaryField()
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    reported_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2, choices=Language)
    # The form's own number, mixed with what was said: pressing the button twice makes one report.
    form_key = models.UUIDField()

    objects = ReportedChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "form_key"], name="one_report_per_form"),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.OTHER_PARTY, about__isnull=False, case__isnull=False)
                | (~models.Q(kind=Kind.OTHER_PARTY) & models.Q(about__isnull=True)),
                name="a_report_is_about_oneself_or_the_other_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_number} {self.kind}"

    @property
    def details(self) -> Details:
        """What was reported, by field."""
        details: Details = json.loads(unseal(bytes(self.details_sealed), purpose=DETAILS_PURPOSE))
        return details

    @property
    def is_about_other_party(self) -> bool:
        """Whether it is about the other party. Then its author sees that it came in, and not again what it said."""
        return self.kind == Kind.OTHER_PARTY

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether its author may still take it back."""
        return self.state == State.PENDING

    @property
    def state_label(self) -> str:
        """Where it stands. Of a report about the other party only that it came in: more would tell if it was right."""
        if self.is_about_other_party and self.state != State.WITHDRAWN:
            return _("We have it")
        return str(State(self.state).label)

    @property
    def what_next(self) -> str:
        """What happens next, in a sentence; the same sentence whatever becomes of a report about the other party."""
        if self.is_about_other_party and self.state != State.WITHDRAWN:
            return _("Your caseworker will look at it. We cannot tell you what comes of it.")
        return {
            State.PENDING: _("Your caseworker will look at it. Nothing has changed in your case yet."),
            State.SENT: _("Your caseworker accepted it. It is on its way to the agency's records."),
            State.DONE: _("The agency's records have it now."),
            State.NOT_ACCEPTED: _("The agency did not make this change. Your caseworker can tell you why."),
            State.WITHDRAWN: _("You took this back. Nothing will be changed."),
        }[State(self.state)]
