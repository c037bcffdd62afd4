"""Conversations: one participant, one case, one subject, and whoever on the staff answers."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone

from customer_connect.core.dates import today
from customer_connect.core.languages import Language
from customer_connect.domain.cases.models import Case, CaseMember, Office, Participant
from customer_connect.domain.cases.models.cases import CaseMemberQuerySet
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.changes.models import ReportedChange
from customer_connect.domain.conversations.enums import State, Subject
from customer_connect.domain.identity.models import StaffMember


def _own_parts(scope: StaffScope) -> CaseMemberQuerySet:
    return CaseMember.objects.filter(
        scope.of_members(), case=OuterRef("case"), participant=OuterRef("participant")
    )


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Conversations, always asked for by somebody."""

    def visible_to(self, participant: Participant) -> "ConversationQuerySet":
        """Return this person's own. That the other party writes too is nobody's to see but the agency's."""
        return self.filter(participant=participant)

    def visible_to_staff(self, scope: StaffScope) -> "ConversationQuerySet":
        """Return those of people whom this scope opens by their own part in the case, not by the other party's."""
        if scope.is_everywhere:
            return self.all()
        if scope.is_nothing:
            return self.none()
        return self.filter(Exists(_own_parts(scope)))

    def visible_one_by_one_to_staff(self, scope: StaffScope) -> "ConversationQuerySet":
        """Return what visible_to_staff returns, each looked up alone: as for participants."""
        if scope.is_everywhere or scope.is_nothing:
            return self.visible_to_staff(scope)
        own_part = Subquery(_own_parts(scope).order_by().values("pk")[:1])
        return self.filter(IsNull(own_part, False))

    def of_worker(self, staff: StaffMember) -> "ConversationQuerySet":
        """Return those assigned to somebody, and to whoever they stand in for today."""
        away = StaffMember.objects.active().stood_in_for(staff, today())
        return self.filter(assigned_to__in={staff.pk, *away})

    def waiting(self) -> "ConversationQuerySet":
        """Return those that wait for an answer, the most urgent first."""
        return self.filter(state=State.OPEN).order_by("due_on", "waiting_since", "id")

    def overdue(self, on: date) -> "ConversationQuerySet":
        """Return those that should have been answered before a day."""
        return self.waiting().filter(due_on__lt=on)

    def newest_first(self) -> "ConversationQuerySet":
        """Order by the last message."""
        return self.order_by("-last_message_at", "-id")


class Conversation(models.Model):
    """One conversation.

    `office` is the participant's own, as CaseMember has it, `case_office` the one managing the case. Both stand here
    for their indexes and follow the system of record by night: who may see what is for CaseMember to say.

    `change` is the report that it is about, if it is about one: such as one that was refused. While it is open
    `waiting_since` is when the oldest message came that nobody has answered, and `due_on` the day by which somebody
    does. A claim runs out by itself.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="conversations")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    case_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    assigned_to = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, related_name="conversations"
    )
    subject = models.CharField(max_length=12, choices=Subject)
    change = models.ForeignKey(
        ReportedChange, on_delete=models.PROTECT, null=True, related_name="conversations"
    )
    language = models.CharField(max_length=2, choices=Language)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    claimed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    # The form's own number, mixed with what was said: pressing the button twice makes one conversation.
    form_key = models.UUIDField()

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "form_key"], name="one_conversation_per_form"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, due_on__isnull=False, waiting_since__isnull=False)
                | (~Q(state=State.OPEN) & Q(due_on=None, waiting_since=None)),
                name="an_open_conversation_has_a_due_date",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="a_claim_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "waiting_since", "id"],
                condition=Q(state=State.OPEN),
                name="conversation_queue",
            ),
            models.Index(fields=["office", "-last_message_at", "-id"], name="conversation_by_office"),
            models.Index(
                fields=["case_office", "-last_message_at", "-id"], name="conversation_by_case_office"
            ),
            models.Index(fields=["assigned_to", "-last_message_at"], name="conversation_by_worker"),
            models.Index(fields=["-last_message_at", "-id"], name="conversation_by_time"),
            models.Index(fields=["participant", "-last_message_at"], name="conversation_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.participant_id} on {self.subject}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether the agency closed it. A reply opens it again."""
        return self.state == State.CLOSED

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been answered before today."""
        return self.due_on is not None and self.due_on < today()

    @property
    def claimant(self) -> StaffMember | None:
        """Who is answering now."""
        return self.claimed_by if self.is_claimed_at(timezone.now()) else None

    def is_claimed_at(self, moment: datetime) -> bool:
        """Tell whether somebody's claim stands at a moment."""
        return self.claimed_until is not None and self.claimed_until > moment
