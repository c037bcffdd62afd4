"""What one party may know of the others in a case."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings
from django.utils import timezone

from customer_connect.core.agencies import agency
from customer_connect.domain.calendar.models import CourtDate
from customer_connect.domain.cases.details import CaseNotFound, case_details
from customer_connect.domain.cases.enums import CaseStatus, Role
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.own_cases import own_cases
from customer_connect.domain.cases.parties import Child, children, other_parties
from tests.factories import (
    CaseFactory,
    CaseMemberFactory,
    CourtDateFactory,
    OrderFactory,
    ParticipantFactory,
    ana_and_ben,
    cal,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def labels(person: Participant) -> list[str]:
    return [party.label for found in other_parties(person, on=TODAY).values() for party in found]


def test_the_other_party_is_shown_by_name_where_the_agency_allows():
    family = ana_and_ben()
    assert labels(family.ana) == ["Ben Abbott Jr."]
    assert labels(family.ben) == ["Ana Núñez-O’Hara"]


def test_the_other_party_is_shown_by_role_where_the_agency_says_so():
    family = ana_and_ben()
    strict = agency()
    privacy = type(strict.privacy)(**{**vars(strict.privacy), "other_party": "role"})
    with override_settings(AGENCY=type(strict)(**{**vars(strict), "privacy": privacy})):
        assert labels(family.ana) == ["Noncustodial parent"]


def test_a_flagged_person_is_shown_to_the_other_party_by_role_alone():
    family = ana_and_ben()
    Participant.objects.filter(pk=family.ana.pk).update(has_family_violence_indicator=True)
    assert labels(family.ben) == ["Custodial parent or guardian"]
    assert labels(family.ana) == ["Ben Abbott Jr."]


def test_somebody_who_left_the_case_is_not_shown():
    family = ana_and_ben()
    CaseMemberFactory.create(
        case=family.case, participant=ParticipantFactory.create(), ends_on=date(2021, 1, 1)
    )
    assert labels(family.ben) == ["Ana Núñez-O’Hara"]


def test_a_guardian_who_left_does_not_learn_who_and_what_came_after_them():
    family = ana_and_ben()
    earlier = CaseMemberFactory.create(
        case=family.case, begins_on=date(2018, 1, 1), ends_on=date(2024, 3, 31)
    ).participant
    baby = CaseMemberFactory.create(
        case=family.case,
        role=Role.CHILD,
        begins_on=date(2025, 1, 1),
        participant=ParticipantFactory.create(first_name="Noa"),
    )
    CaseMemberFactory.create(case=family.case, begins_on=date(2024, 4, 1))
    OrderFactory.create(case=family.case, payer=family.ben, begins_on=date(2024, 4, 1), amount="777.00")
    hearing = CourtDateFactory.create(case=family.case, participant=None)

    assert labels(earlier) == ["Ana Núñez-O’Hara", "Ben Abbott Jr."]
    found = case_details(earlier, family.case.pk, on=TODAY)
    assert baby.participant.first_name not in str(found.children)
    assert Decimal("777.00") not in [line.order.amount for line in found.orders]
    assert hearing not in CourtDate.objects.visible_to(earlier)
    assert hearing in CourtDate.objects.visible_to(family.ana)
    assert baby.participant.first_name in str(
        children(family.ana, role=Role.CUSTODIAL, case_id=family.case.pk, on=TODAY)
    )


def test_a_stranger_and_a_child_see_no_case():
    family, stranger = ana_and_ben(), cal()
    assert family.case.pk not in [case.case_id for case in own_cases(stranger)]
    assert own_cases(family.mia) == []
    for person in (stranger, family.mia):
        with pytest.raises(CaseNotFound):
            case_details(person, family.case.pk, on=TODAY)
        assert children(person, role=Role.CUSTODIAL, case_id=family.case.pk, on=TODAY) == []


def test_each_party_sees_the_office_and_caseworker_that_serve_them():
    family = ana_and_ben()
    [anas], [bens] = own_cases(family.ana), own_cases(family.ben)
    assert (anas.office_name, anas.caseworker_name) == ("Alder County Child Support Services", "Dee Delgado")
    assert (bens.office_name, bens.caseworker_name) == ("Birch County Child Support Services", "Bo Brandt")


def test_a_flagged_child_has_no_name_and_birth_date_for_the_parent_who_pays():
    family = ana_and_ben()
    Participant.objects.filter(pk=family.mia.pk).update(has_family_violence_indicator=True)
    case_id = family.case.pk
    assert children(family.ben, role=Role.NONCUSTODIAL, case_id=case_id, on=TODAY) == [Child("", None)]
    assert children(family.ana, role=Role.CUSTODIAL, case_id=case_id, on=TODAY) == [
        Child("Mia Abbott", date(2016, 9, 14))
    ]


def test_a_child_born_on_leap_day_has_their_birthday():
    child = Child("Lea", date(2016, 2, 29))
    assert (child.age_on(date(2026, 2, 28)), child.age_on(date(2026, 3, 1))) == (9, 10)
    assert Child("", None).age_on(TODAY) is None


def test_open_cases_come_before_closed_ones():
    person = ParticipantFactory.create()
    for status, opened_on in (
        ("closed", date(2024, 1, 1)),
        ("open", date(2010, 1, 1)),
        ("open", date(2020, 1, 1)),
    ):
        case = CaseFactory.create(status=status, opened_on=opened_on)
        CaseMemberFactory.create(case=case, participant=person)
    found = own_cases(person)
    assert [(case.status, case.opened_on.year) for case in found] == [
        ("open", 2020),
        ("open", 2010),
        ("closed", 2024),
    ]
    assert [case.is_open for case in found] == [True, True, False]
    assert found[2].status_label == str(CaseStatus.CLOSED.label)
    assert timezone.localdate() >= found[0].opened_on
