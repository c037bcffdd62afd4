"""Reports: kept as requests until the agency has decided."""

import json
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from customer_connect.core.languages import Language
from customer_connect.core.sealing import unseal
from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.cases.models import Case, CaseMember, Participant
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.changes.details import Details
from customer_connect.domain.changes.enums import OPEN, UNDECIDED, Kind, Refusal, State
from customer_connect.domain.changes.models.packages import ChangePackage
from customer_connect.domain.changes.receipt_numbers import draw_receipt_number

DETAILS_PURPOSE = "reported-change"
WORDS_PURPOSE = "change-refusal"


class ReportedChangeQuerySet(models.QuerySet["ReportedChange"]):
    """Reports, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "ReportedChangeQuerySet":
        """Return what this person reported. What others reported about them is not theirs to see."""
        return self.filter(author=participant)

    def visible_to_staff(self, scope: StaffScope) -> "ReportedChangeQuerySet":
        """Return what was reported by people in this scope; about the other party, in the case that it is about."""
        if scope.is_everywhere:
            return self.all()
        if scope.is_nothing:
            return self.none()
        members = CaseMember.objects.filter(scope.of_members(), participant=OuterRef("author"))
        in_its_case = members.filter(case=OuterRef("case"))
        return self.filter(Q(Exists(members), case=None) | Q(Exists(in_its_case), case__isnull=False))

    def visible_one_by_one_to_staff(self, scope: StaffScope) -> "ReportedChangeQuerySet":
        """Return what visible_to_staff returns, each looked up alone: where there are few, as for participants."""
        if scope.is_everywhere or scope.is_nothing:
            return self.visible_to_staff(scope)
        members = CaseMember.objects.filter(scope.of_members(), participant=OuterRef("author")).order_by()
        part, in_its_case = (
            IsNull(Subquery(found.values("pk")[:1]), False)
            for found in (members, members.filter(case=OuterRef("case")))
        )
        return self.filter(Q(part, case=None) | Q(in_its_case, case__isnull=False))

    def newest_first(self) -> "ReportedChangeQuerySet":
        """Order by when they came in."""
        return self.order_by("-id")

    def oldest_first(self) -> "ReportedChangeQuerySet":
        """Order by how long they have waited."""
        return self.order_by("id")

    def undecided(self) -> "ReportedChangeQuerySet":
        """Return those that staff have to decide on, and those asked back."""
        return self.filter(state__in=UNDECIDED)

    def waiting(self) -> "ReportedChangeQuerySet":
        """Return what its author waits for: nothing about the other party, for of that they never hear again."""
        return self.filter(state__in=OPEN).exclude(kind=Kind.OTHER_PARTY)

    def of_oneself(self) -> "ReportedChangeQuerySet":
        """Return what is about its author."""
        return self.exclude(kind=Kind.OTHER_PARTY)

    def refused_by_record(self) -> "ReportedChangeQuerySet":
        """Return what staff accepted and the system of record did not."""
        return self.filter(state=State.NOT_ACCEPTED, package__isnull=False)


class ReportedChange(models.Model):
    """One report. Who reported what about the other party is nobody's to see but the agency's.

    `details` are sealed: until the agency has decided, this is the only place where they stand. `reopened_at` is when
    staff took a refusal back last, to look again.
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
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    reopened_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=15, choices=Refusal, blank=True)
    # What the caseworker adds to the reason, in the author's language.
    words_sealed = models.BinaryField(null=True)
    package = models.ForeignKey(ChangePackage, on_delete=models.PROTECT, null=True, related_name="changes")
    # The form's own number, mixed with what was said: pressing the button twice makes one report.
    form_key = models.UUIDField()

    objects = ReportedChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=["pending", "asked", "accepted"]),
                name="changes_to_see_to",
            ),
            models.Index(fields=["state", "-id"], name="changes_by_state"),
            models.Index(fields=["reported_at"], name="changes_by_time"),
        ]
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
    def words(self) -> str:
        """What the caseworker added to the reason."""
        return unseal(bytes(self.words_sealed), purpose=WORDS_PURPOSE) if self.words_sealed else ""

    @property
    def is_undecided(self) -> bool:
        """Whether staff have still to decide."""
        return self.state in UNDECIDED

    @property
    def is_refused_by_record(self) -> bool:
        """Whether the system of record refused what staff had accepted."""
        return self.state == State.NOT_ACCEPTED and self.package_id is not None

    @property
    def is_rejected_by_staff(self) -> bool:
        """Whether staff refused it themselves: then they may look at it again."""
        return self.state == State.NOT_ACCEPTED and self.package_id is None

    @property
    def can_be_argued(self) -> bool:
        """Whether it was refused and its author may write about it."""
        return self.state == State.NOT_ACCEPTED and not self.is_about_other_party

    @property
    def waiting_since(self) -> datetime:
        """Since when staff have it before them: since it came, or since they took their refusal back."""
        return self.reopened_at or self.reported_at

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether its author may still take it back: of the other party only until staff have decided once.

        Else the button that comes again would tell that it had been refused.
        """
        return self.is_undecided and not (self.is_about_other_party and self.reopened_at)

    @property
    def state_label(self) -> str:
        """Where it stands. Of a report about the other party only that it came in: more would tell if it was right."""
        if self.is_about_other_party and self.state != State.WITHDRAWN:
            return _("We have it")
        return str(State(self.state).label)

    @property
    def reason(self) -> str:
        """Why it was not accepted, in a sentence for its author; of a report about the other party nothing."""
        if self.is_about_other_party or self.state != State.NOT_ACCEPTED or not self.refusal:
            return ""
        return str(Refusal(self.refusal).label)

    @property
    def what_next(self) -> str:
        """What happens next, in a sentence; the same sentence whatever becomes of a report about the other party."""
        if self.is_about_other_party and self.state != State.WITHDRAWN:
            return _("Your caseworker will look at it. We cannot tell you what comes of it.")
        if self.state == State.PENDING and self.reopened_at:
            return _("Your caseworker is looking at it again. Nothing has changed in your case yet.")
        return {
            State.PENDING: _("Your caseworker will look at it. Nothing has changed in your case yet."),
            State.ASKED: _("Your caseworker needs an answer from you before they can decide."),
            State.ACCEPTED: _("Your caseworker accepted it. We send it to the agency's records soon."),
            State.SENT: _("Your caseworker accepted it. It is on its way to the agency's records."),
            State.DONE: _("The agency's records have it now."),
            State.NOT_ACCEPTED: _("The agency did not make this change."),
            State.WITHDRAWN: _("You took this back. Nothing will be changed."),
        }[State(self.state)]
