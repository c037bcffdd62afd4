"""Finding people by name among those whom somebody on the staff may see."""

import pytest

from customer_connect.domain.cases import people_named as module
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.people_named import numbers_of_people_named
from customer_connect.domain.cases.staff_scopes import StaffScope
from tests.factories import ParticipantFactory, ana_and_ben, cal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("common", "few"),
    [(3_000, 3_000), (0, 0), (0, 3_000)],
    ids=["a rare name", "a common name, a large office", "a common name, a small office"],
)
def test_whichever_way_people_are_found_they_are_the_same_ones_in_the_same_order(monkeypatch, common, few):
    monkeypatch.setattr(module, "COMMON", common)
    monkeypatch.setattr(module, "FEW", few)
    family, stranger = ana_and_ben(), cal()
    theirs = StaffScope(office_id=family.case.office_id)
    member = family.case.members.get(participant=family.ben)
    scopes = {
        "everywhere": StaffScope(is_everywhere=True),
        "nothing": StaffScope(),
        "the case's office": theirs,
        "another office": StaffScope(office_id=0),
        "a party's office": StaffScope(office_id=member.office_id),
        "a worker": StaffScope(caseworker_ids=frozenset({member.caseworker_id or 0})),
    }
    for person in (family.ana, family.ben, stranger):
        for name, scope in scopes.items():
            found = numbers_of_people_named(scope, last_name=person.last_name[:3], most=51)
            named = Participant.objects.with_name(last_name=person.last_name[:3])
            expected = named.visible_to_staff(scope).values_list("pk", flat=True)
            assert found == list(expected), (name, person)
    assert family.ana.pk in numbers_of_people_named(theirs, last_name=family.ana.last_name, most=51)
    assert not numbers_of_people_named(theirs, last_name=stranger.last_name, most=51)


NAMES = [
    "López", "Lopez Lopez", "García López", "García-Lopéz", "Núñez O'Hara", "de la Cruz", "Ruiz de la Cruz", "Cruz",
    "Van Buren", "Vanburen", "GARCÍA LÓPEZ ", "López García",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lópez", ["López", "López García", "Lopez Lopez", "García López", "García-Lopéz", "GARCÍA LÓPEZ "]),
        ("o'hara", ["Núñez O'Hara"]),
        ("O’Ha", ["Núñez O'Hara"]),
        ("o hara", ["Núñez O'Hara"]),
        ("de la Cruz", ["de la Cruz", "Ruiz de la Cruz"]),
        ("cruz", ["Cruz", "de la Cruz", "Ruiz de la Cruz"]),
        ("van buren", ["Van Buren", "Vanburen"]),
        ("buren", ["Van Buren"]),
        ("de la", ["de la Cruz"]),
        ("garcía lópez", ["García López", "García-Lopéz", "GARCÍA LÓPEZ "]),
        ("ez", []),
    ],
)
def test_a_second_surname_finds_its_people_after_those_whose_name_begins_so(typed, expected):
    for name in NAMES:
        ParticipantFactory.create(first_name="Ana", last_name=name)
    for first_name in ("", "an"):
        found = numbers_of_people_named(
            StaffScope(is_everywhere=True), last_name=typed, first_name=first_name, most=51
        )
        names = Participant.objects.in_bulk(found)
        assert [names[number].last_name for number in found] == expected
    assert not numbers_of_people_named(
        StaffScope(is_everywhere=True), last_name=typed, first_name="Ben", most=51
    )


def test_no_more_are_found_than_asked_for_and_nobody_twice():
    people = [ParticipantFactory.create(last_name=name) for name in ("López", "Lopez Lopez", "García López")]
    found = [
        numbers_of_people_named(StaffScope(is_everywhere=True), last_name="lopez", most=most)
        for most in (1, 2, 3)
    ]
    numbers = [person.pk for person in people]
    assert found == [numbers[:1], numbers[:2], numbers]
