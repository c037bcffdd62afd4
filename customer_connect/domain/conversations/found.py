"""Finding conversations by number, name, subject and words, from whichever side is shorter.

What few have is looked up by its index. What many have is looked for from the newest conversation on, one by one:
there are soon enough of them.
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils import translation

from customer_connect.core.identifiers import digits_of
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.models.participants import ParticipantQuerySet
from customer_connect.domain.cases.people_named import is_small, people_of
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.models import Conversation, Message
from customer_connect.domain.conversations.models.conversations import ConversationQuerySet
from customer_connect.domain.conversations.searches import words_of

FEW = 10_000  # messages, or people of a name
SHORTEST_SUBJECT = 4  # letters: fewer stand in too many of them


def conversations_found(scope: StaffScope, typed: str) -> ConversationQuerySet:
    """Return those this scope opens with this Participant ID or case number, else person, subject or words.

    The newest come first.
    """
    visible = Conversation.objects.visible_one_by_one_to_staff(scope).newest_first()
    digits = digits_of(typed)
    if digits.isascii() and digits.isdigit():
        return visible.filter(pk__in=_numbered(min(int(digits), 2**63 - 1)))
    is_little = is_small(scope)
    few = _few_with(typed, most_people=FEW if scope.is_everywhere or is_little else None)
    if few is not None:
        return visible.filter(pk__in=few)
    if is_little:
        visible = visible.filter(participant__in=people_of(scope))
    return visible.filter(_has(typed))


def _numbered(number: int) -> set[int]:
    return {
        found
        for of_number in (Q(participant=number), Q(case=number))
        for found in Conversation.objects.filter(of_number).values_list("pk", flat=True)
    }


def _few_with(typed: str, *, most_people: int | None) -> set[int] | None:
    """Return the conversations of the people and words, or nothing where there may be too many of them.

    Without `most_people` no name has too many: in one of many offices even a common one has few conversations.
    """
    if _subjects_named(typed):
        return None
    # In no order: for an order PostgreSQL would go through all messages by their time, rather than by their words.
    messages = Message.objects.with_words(typed).order_by()
    found = list(messages.values_list("conversation", flat=True)[: FEW + 1])
    if len(found) > FEW:
        return None
    people: list[int] = []
    end = None if most_people is None else most_people + 1
    for named in _people_named(typed):
        people += named.values_list("pk", flat=True)[:end]
        if most_people is not None and len(people) > most_people:
            return None
    return {*found, *Conversation.objects.filter(participant__in=people).values_list("pk", flat=True)}


def _has(typed: str) -> Q:
    """Return the condition that one conversation is of such a person, subject or words."""
    messages = Message.objects.with_words(typed).filter(conversation=OuterRef("pk"))
    people = [named.filter(pk=OuterRef("participant")) for named in _people_named(typed)]
    condition = Q(subject__in=_subjects_named(typed))
    for rows in (messages, *people):
        condition |= Q(_is_there(rows))
    return condition


def _is_there(rows: "QuerySet[Any, Any]") -> IsNull:
    """Return the condition that there is a row, looked up for each conversation alone (EXISTS would become a join)."""
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)


def _people_named(typed: str) -> list[ParticipantQuerySet]:
    """Return the people of whom a surname begins so, or first name and surname in either order."""
    first, _, last = " ".join(typed.split()).partition(" ")
    names = [("", typed)] if not last else [("", typed), (first, last), (last, first)]
    people = Participant.objects.all()
    return [
        named
        for first_name, last_name in names
        if words_of(last_name)
        for named in (
            people.with_name(last_name=last_name, first_name=first_name),
            people.with_second_name(last_name=last_name, first_name=first_name),
        )
    ]


def _subjects_named(typed: str) -> list[Subject]:
    """Return the subjects that are called so, as staff read them."""
    wanted = typed.strip().casefold()
    if len(wanted) < SHORTEST_SUBJECT:
        return []
    with translation.override("en"):
        return [subject for subject in Subject if wanted in str(subject.label).casefold()]
