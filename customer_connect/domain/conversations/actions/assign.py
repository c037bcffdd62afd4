"""Who is to answer: one conversation, or all that somebody has."""

from django.db import transaction

from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.conversations.enums import State
from customer_connect.domain.conversations.exceptions import CannotAssign
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import PERMISSIONS, Permission, StaffRole
from customer_connect.domain.identity.staff_scopes import scope_of

_ANSWERING = [role for role in StaffRole if Permission.ANSWER_MESSAGES in PERMISSIONS[role]]


def may_answer(staff: StaffMember, conversation: Conversation) -> bool:
    """Tell whether somebody could open and answer a conversation."""
    if not (staff.is_active and staff.may(Permission.ANSWER_MESSAGES)):
        return False
    return Conversation.objects.visible_to_staff(scope_of(staff)).filter(pk=conversation.pk).exists()


def candidates(conversation: Conversation) -> list[StaffMember]:
    """Return who may be asked to answer: those of the person's office, and their own caseworker wherever they sit."""
    answering = StaffMember.objects.active().filter(role__in=_ANSWERING).select_related("user")
    near = answering.filter(office=conversation.office_id) if conversation.office_id else answering.none()
    own = answering.filter(
        caseworker__casemember__case=conversation.case_id,
        caseworker__casemember__participant=conversation.participant_id,
    )
    return sorted({*near, *own}, key=lambda staff: (staff.name, staff.pk))


@transaction.atomic
def assign(*, conversation: Conversation, to: StaffMember | None, by: Actor) -> None:
    """Give a conversation to somebody, or to nobody (the whole office). Raises CannotAssign."""
    if to is not None and not may_answer(to, conversation):
        raise CannotAssign
    Conversation.objects.filter(pk=conversation.pk).update(assigned_to=to)
    record(
        "conversations.assigned",
        by=by,
        participant_id=conversation.participant_id,
        conversation=conversation.pk,
        to=to.pk if to else None,
    )


@transaction.atomic
def hand_over(*, of: StaffMember, to: StaffMember, by: Actor) -> tuple[int, int]:
    """Give all that waits with one person to another. Returns how many went over, and how many could not."""
    waiting = list(Conversation.objects.filter(assigned_to=of, state=State.OPEN).order_by("id"))
    gone = 0
    for conversation in waiting:
        try:
            assign(conversation=conversation, to=to, by=by)
        except CannotAssign:
            continue
        gone += 1
    return gone, len(waiting) - gone
