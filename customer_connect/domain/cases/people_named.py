"""Finding people by name among those whom a member of staff may see, from whichever side is shorter.

Of a common name very many people have to be looked at before some of a small office turn up, and of a rare name few.
"""

from django.db.models import Q

from customer_connect.domain.cases.models.cases import Case, CaseMember
from customer_connect.domain.cases.models.participants import Participant, ParticipantQuerySet
from customer_connect.domain.cases.staff_scopes import StaffScope

COMMON = 500  # people of a name
FEW = 3_000  # cases, or members, of an office: all of its people are then looked at in some milliseconds


def numbers_of_people_named(
    scope: StaffScope, *, last_name: str, first_name: str = "", most: int
) -> list[int]:
    """Return the numbers of up to so many whom this scope opens and whose names begin so, in the order of names.

    After them those whose second surname begins so: whoever looks for López finds García López behind the Lópezes.
    """
    name = {"last_name": last_name, "first_name": first_name}
    found: list[int] = []
    for named in (Participant.objects.with_name(**name), Participant.objects.with_second_name(**name)):
        if len(found) < most:
            found += visible_of(scope, named).values_list("pk", flat=True)[:most]
    return list(dict.fromkeys(found))[:most]


def visible_of(scope: StaffScope, named: ParticipantQuerySet) -> ParticipantQuerySet:
    """Return those of a name whom this scope opens, in the order of names."""
    if scope.is_everywhere or not (_is_common(named) and is_small(scope)):
        return named.visible_one_by_one_to_staff(scope)
    return named.filter(pk__in=people_of(scope))


def _is_common(named: ParticipantQuerySet) -> bool:
    return len(named.values_list("pk", flat=True)[: COMMON + 1]) > COMMON


def is_small(scope: StaffScope) -> bool:
    """Tell whether the scope opens so few cases that all its people can be looked at."""
    if scope.is_everywhere:
        return False
    if scope.office_id is None:
        return True
    # A range in an order: for an equality PostgreSQL might read the whole table until enough have turned up.
    of_office = {"office__gte": scope.office_id, "office__lte": scope.office_id}
    members = CaseMember.objects.filter(**of_office).order_by("office_id")
    cases = Case.objects.filter(**of_office).order_by("office_id")
    return max(rows[: FEW + 1].count() for rows in (members, cases)) <= FEW


def people_of(scope: StaffScope) -> set[int]:
    """Return their numbers: each part of the scope has an index of its own, which one question could not use."""
    parts = [Q(caseworker__in=scope.caseworker_ids)]
    if scope.office_id is not None:
        parts += [Q(office=scope.office_id), Q(case__office=scope.office_id)]
    return {
        number
        for part in parts
        for number in CaseMember.objects.filter(part).values_list("participant", flat=True)
    }
