"""My Case."""

import pytest

from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.enums import CaseStatus, Role
from customer_connect.domain.cases.models import Case, Participant
from tests.factories import CaseMemberFactory, OrderFactory, ParticipantFactory, cal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/case", "/es/case"])
def test_somebody_with_one_case_sees_it_at_once(family, page_of, path):
    page = page_of(family.ana, path)
    for words in (
        family.case.number,
        "Mia Abbott",
        "2016",
        "Ben Abbott Jr.",
        "FL-19-000123",
        "$450.00",
        "Dee Delgado",
    ):
        assert words in page
    assert Event.objects.about(family.ana.pk).filter(action="cases.list_viewed").count() == 1


def test_somebody_with_several_cases_sees_a_list_that_leads_to_each(family, page_of):
    second = CaseMemberFactory.create(participant=family.ana, role=Role.NONCUSTODIAL).case
    Case.objects.filter(pk=second.pk).update(status=CaseStatus.CLOSED, closed_on="2025-01-02")
    page = page_of(family.ana, "/case")
    for case in (family.case, second):
        assert f"/case/{case.number}/" in page
    assert "January 2, 2025" in page_of(family.ana, f"/case/{second.number}/")


def test_anothers_case_does_not_exist(family, open_page):
    assert open_page(cal(), f"/case/{family.case.number}/").status_code == 404
    assert open_page(family.mia, f"/case/{family.case.number}/").status_code == 404
    for number in (1, 10**30):
        assert open_page(family.ana, f"/case/{number}/").status_code == 404
    Case.objects.update(is_current=False)
    assert open_page(family.ana, f"/case/{family.case.number}/").status_code == 404


def test_a_case_needs_a_signed_in_person(client, family):
    for path in ("/case", f"/case/{family.case.number}/"):
        assert client.get(path).status_code == 302


@pytest.mark.parametrize("is_flagged", [False, True])
def test_nothing_tells_where_the_other_party_is_or_who_serves_them(family, page_of, is_flagged):
    Participant.objects.filter(pk__in=[family.ana.pk, family.ben.pk]).update(
        has_family_violence_indicator=is_flagged
    )
    bens = [
        "Birch",
        "Brandt",
        "213-555",
        "Faraway",
        "Harbor",
        "9876",
        "ben@",
        *(["Ben"] if is_flagged else []),
    ]
    anas = [
        "Alder",
        "Delgado",
        "916-555",
        "Hideaway",
        "Quiet",
        "1234",
        "ana@",
        *(["Núñez"] if is_flagged else []),
    ]
    path = f"/case/{family.case.number}/"
    assert not [secret for secret in bens if secret in page_of(family.ana, path)]
    assert not [secret for secret in anas if secret in page_of(family.ben, path)]


def test_an_order_says_who_pays_it(family, page_of):
    OrderFactory.create(case=family.case, payer=family.ben, ends_on="2020-01-01", court_number="")
    payer, payee = (page_of(person, "/case") for person in (family.ben, family.ana))
    assert "I do" in payer
    assert "I do" not in payee
    assert "Ended" in payer


def test_somebody_without_a_case_reads_kind_words(page_of):
    assert "We have no child support case on record for you." in page_of(ParticipantFactory.create(), "/case")


def test_more_children_and_orders_need_no_more_queries(
    family, client, open_page, django_assert_max_num_queries
):
    for _ in range(8):
        CaseMemberFactory.create(case=family.case, role=Role.CHILD)
        OrderFactory.create(case=family.case, payer=family.ben)
    open_page(family.ana, "/case")
    with django_assert_max_num_queries(11):
        assert client.get("/case").status_code == 200
