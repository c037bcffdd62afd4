"""The home page."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.cases.models import Participant
from customer_connect.domain.changes.actions.report_change import report_own_change
from customer_connect.domain.changes.enums import Kind
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    CaseMemberFactory,
    CourtDateFactory,
    ExpectedPaymentFactory,
    OrderFactory,
    ParticipantFactory,
    cal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(page_of):
    return lambda person, path="/home": page_of(person, path)


def test_it_greets_by_name_and_proves_whose_it_is(family, home):
    page = home(family.ana)
    assert "Hello, Ana" in page
    assert "Ana Lucía Núñez-O’Hara" in page
    assert family.ana.number in page
    assert str(timezone.localtime().year) in page
    assert Event.objects.about(family.ana.pk).filter(action="home.viewed").count() == 1


def test_somebody_without_a_first_name_is_greeted_by_the_last(home):
    assert "Hello, O" in home(ParticipantFactory.create(first_name="", last_name="O"))


def test_the_payee_sees_what_came_and_what_is_coming(family, home):
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana, amount=Decimal("321.00"))
    BalanceFactory.create(case=family.case, payer=family.ben)
    page = home(family.ana)
    for words in ("Last payment sent to me", "$450.00", "March 4, 2026", "$321.00", "Scheduled", "$1,350.00"):
        assert words in page
    assert "as of March 1, 2026" in page
    assert "What is owed to my family" in page
    assert "What I owe" not in page
    assert "Last payment I made" not in page


def test_the_payer_sees_what_they_paid_owe_and_must_pay_next(family, home):
    BalanceFactory.create(case=family.case, payer=family.ben)
    BalanceFactory.create(case=family.case, payer=family.ben, owed_to="state", amount=Decimal("10.00"))
    page = home(family.ben)
    for words in (
        "Last payment I made",
        "March 2, 2026",
        "Next payment by my court order",
        "What I owe",
        "owed to the State",
    ):
        assert words in page
    assert "The amounts above added together" in page
    assert "$1,360.00" in page
    assert "Last payment sent to me" not in page


def test_two_parents_who_owe_are_told_apart_but_a_flagged_one_only_by_role(family, home):
    other = ParticipantFactory.create(
        first_name="Otto", last_name="Olsen", has_family_violence_indicator=True
    )
    CaseMemberFactory.create(case=family.case, participant=other, role=Role.NONCUSTODIAL)
    for payer in (family.ben, other):
        BalanceFactory.create(case=family.case, payer=payer)
    page = home(family.ana)
    assert "What Ben Abbott Jr. owes to my family" in page
    assert "What Noncustodial parent owes to my family" in page
    assert "Otto" not in page


def test_the_next_date_is_shown_to_those_it_calls(family, home):
    AppointmentFactory.create(case=family.case, participant=family.ben, place="Secret annex")
    soon = timezone.now() + timedelta(days=2)
    CourtDateFactory.create(case=family.case, participant=family.ana, starts_at=soon, courthouse="Elm Court")
    assert "Elm Court" in home(family.ana)
    page = home(family.ben)
    assert "Secret annex" in page
    assert "Elm Court" not in page


@pytest.mark.parametrize("is_flagged", [False, True])
def test_nothing_tells_where_the_other_party_is_or_who_serves_them(family, home, is_flagged):
    Participant.objects.update(has_family_violence_indicator=is_flagged)
    BalanceFactory.create(case=family.case, payer=family.ben)
    bens, anas = (
        ["Birch", "Bo Brandt", "213-555", "Faraway", "Harbor"],
        ["Alder", "Delgado", "916-555", "Hideaway", "Quiet"],
    )
    assert not [secret for secret in bens if secret in home(family.ana)]
    assert not [secret for secret in anas if secret in home(family.ben)]
    page = home(cal())
    told = {*bens, *anas, family.case.number} - {"916-555"}  # the number of every office of the factories
    assert not [secret for secret in told if secret in page]


def test_each_person_sees_their_own_caseworker_and_office(family, home):
    page = home(family.ana)
    for words in ("Dee Delgado", "Alder County", "916-555-0111", "4021"):
        assert words in page


def test_it_is_spanish_under_es(family, home):
    page = home(family.ana, "/es/home")
    assert '<html lang="es">' in page


def test_more_cases_and_balances_need_no_more_queries(family, client, home, django_assert_max_num_queries):
    home(family.ana)
    for _ in range(4):
        CaseMemberFactory.create(participant=family.ana)
        OrderFactory.create(case=family.case, payer=family.ben)
        BalanceFactory.create(case=family.case, payer=CaseMemberFactory.create(case=family.case).participant)
    with django_assert_max_num_queries(13):
        assert client.get("/home").status_code == 200


def test_somebody_without_a_case_reads_kind_words(home):
    assert "We have no child support case on record for you." in home(ParticipantFactory.create())


def test_reports_that_wait_for_the_agency_are_counted_for_their_author_alone(family, home):
    assert "waiting for the agency" not in home(family.ana)
    for kind, details in (
        (Kind.EMAIL, {"email": "new@example.org"}),
        (Kind.EMPLOYER, {"employer_name": "New Works"}),
    ):
        report_own_change(
            participant=family.ana, kind=kind, details=details, form_key=uuid.uuid4(), by=Actor.system("test")
        )
    assert "2 changes that you reported are waiting for the agency." in home(family.ana)
    assert "waiting for the agency" not in home(family.ben)
