"""Finding people by name among those whom somebody on the staff may see."""

import pytest

from customer_connect.domain.cases import people_named as module
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.people_named import people_named
from customer_connect.domain.cases.staff_scopes import StaffScope
from tests.factories import ana_and_ben, cal

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
            found = people_named(scope, last_name=person.last_name[:3])
            expected = Participant.objects.with_name(last_name=person.last_name[:3]).visible_to_staff(scope)
            assert list(found) == list(expected), (name, person)
    assert family.ana in people_named(theirs, last_name=family.ana.last_name)
    assert stranger not in people_named(theirs, last_name=stranger.last_name)
