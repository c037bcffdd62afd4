"""Finding conversations by number, name, subject and words, from whichever side is shorter.

What few have is looked up by its index. What many have is looked for from the newest on, one by one: there are soon
enough of them. Words that are nobody’s name are looked for in the newest few first: nearly everybody writes some.
Whoever may see one office's goes along that office's.
"""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils import translation

from customer_connect.core.identifiers import digits_of
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.cases.models.participants import ParticipantQuerySet
from customer_connect.domain.cases.staff_scopes import StaffScope
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.models import Conversation, Message
from customer_connect.domain.conversations.searches import words_of

A_GLANCE = 250  # conversations
FEW = 10_000  # messages, or people of a name
AT_ONCE = 1_000  # people whose conversations are looked up together: for many more PostgreSQL would read all
SHORTEST_SUBJECT = 4  # letters: fewer stand in too many of them


def numbers_of_conversations_found(scope: StaffScope, typed: str, *, most: int) -> list[int]:
    """Return up to so many that this scope opens, the newest first.

    They have this Participant ID or case number, else the person, subject or words.
    """
    digits = digits_of(typed)
    if digits.isascii() and digits.isdigit():
        return _newest(scope, [_numbered(min(int(digits), 2**63 - 1))], most)
    parts = _parts_of(scope)
    subjects = _subjects_named(typed)
    firsts = [_first_of(part) for part in parts]
    if all(len(first) < A_GLANCE for first in firsts):  # there are no more
        has = Q(subject__in=subjects) | _has_words(typed, None) | _has_name(typed, None)
        return _newest(scope, [Q(pk__in=first) & has for first in firsts], most)
    named = _of_people(typed)
    if named == set() and not subjects:
        found = _newest(scope, [Q(pk__in=first) & _has_words(typed, None) for first in firsts], most)
        if len(found) >= most:
            return found
    with_words = _with_words(typed)
    if named is None or with_words is None or subjects:
        has = Q(subject__in=subjects) | _has_words(typed, with_words) | _has_name(typed, named)
        return _newest(scope, [part & has for part in parts], most)
    of_few = Q(pk__in=with_words | _of(named))
    return _newest(scope, [part & of_few for part in parts], most)


def _newest(scope: StaffScope, conditions: list[Q], most: int) -> list[int]:
    """Return the newest of all that meet one of the conditions, each of which an index serves, and may be seen."""
    found: set[tuple[datetime, int]] = set()
    for condition in conditions:
        newest = Conversation.objects.filter(condition).newest_first()
        found.update(newest.values_list("last_message_at", "pk")[:most])
    visible = Conversation.objects.visible_one_by_one_to_staff(scope).filter(
        pk__in=[number for _, number in found]
    )
    return [number for _, number in sorted(visible.values_list("last_message_at", "pk"), reverse=True)[:most]]


def _parts_of(scope: StaffScope) -> list[Q]:
    """Return the conditions that together hold what the scope opens, newest first by an index each."""
    if scope.is_everywhere:
        return [Q()]
    parts = []
    if scope.office_id is not None:
        parts += [Q(office=scope.office_id), Q(case_office=scope.office_id)]
    served = CaseMember.objects.filter(caseworker__in=scope.caseworker_ids)
    elsewhere = {
        person for person, office in served.values_list("participant", "office") if office != scope.office_id
    }
    own = _of(elsewhere)
    return [*parts, Q(pk__in=own)] if own else parts


def _first_of(part: Q) -> set[int]:
    """Return the newest conversations of one part."""
    newest = Conversation.objects.filter(part).newest_first()
    return set(newest.values_list("pk", flat=True)[:A_GLANCE])


def _of(people: set[int]) -> set[int]:
    """Return the conversations of people."""
    numbers = sorted(people)
    found: set[int] = set()
    for begin in range(0, len(numbers), AT_ONCE):
        some = Conversation.objects.filter(participant__in=numbers[begin : begin + AT_ONCE])
        found.update(some.values_list("pk", flat=True))
    return found


def _numbered(number: int) -> Q:
    return Q(
        pk__in={
            found
            for of_number in (Q(participant=number), Q(case=number))
            for found in Conversation.objects.filter(of_number).values_list("pk", flat=True)
        }
    )


def _with_words(typed: str) -> set[int] | None:
    """Return the conversations with these words, or nothing where there may be too many of them."""
    # In no order: for an order PostgreSQL would go through all messages by their time, rather than by their words.
    messages = Message.objects.with_words(typed).order_by()
    found = list(messages.values_list("conversation", flat=True)[: FEW + 1])
    return None if len(found) > FEW else set(found)


def _of_people(typed: str) -> set[int] | None:
    """Return the people of this name, or nothing where there are too many of them."""
    people: list[int] = []
    for named in _people_named(typed):
        people += named.values_list("pk", flat=True)[: FEW + 1]
        if len(people) > FEW:
            return None
    return set(people)


def _has_words(typed: str, found: set[int] | None) -> Q:
    if found is not None:
        return Q(pk__in=found)
    return Q(_is_there(Message.objects.with_words(typed).filter(conversation=OuterRef("pk"))))


def _has_name(typed: str, people: set[int] | None) -> Q:
    if people is not None:
        return Q(participant__in=people)
    condition = Q()
    for named in _people_named(typed):
        condition |= Q(_is_there(named.filter(pk=OuterRef("participant"))))
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
