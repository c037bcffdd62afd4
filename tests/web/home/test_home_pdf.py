"""The home page as PDF: the same figures as the page, for its reader alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from customer_connect.domain.audit.models import Event
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.payments.enums import BalanceKind, OwedTo, ReceiptStatus
from tests.documents.pdfs import assert_accessible, words_of
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    CaseMemberFactory,
    CourtDateFactory,
    ExpectedPaymentFactory,
    cal,
    user_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary(open_page):
    return lambda person, path="/home/pdf": open_page(person, path)


def test_the_home_page_offers_it_in_its_own_language(client, family):
    client.force_login(user_of(family.ana))
    assert 'href="/home/pdf"' in client.get("/home").content.decode()
    assert 'href="/es/home/pdf"' in client.get("/es/home").content.decode()


def test_a_payer_reads_what_they_owe_kind_by_kind(family, summary):
    BalanceFactory.create(case=family.case, payer=family.ben, amount=Decimal("1350.00"))
    BalanceFactory.create(
        case=family.case,
        payer=family.ben,
        kind=BalanceKind.INTEREST,
        owed_to=OwedTo.STATE,
        amount=Decimal("99.95"),
    )
    words = words_of(summary(family.ben).content)
    assert "Ben Abbott Jr." in words
    assert f"Case {family.case.pk:012d}" in words
    assert "What I owe" in words
    assert "Past-due child support, owed to the family March 1, 2026 $1,350.00" in words
    assert "Interest, owed to the State March 1, 2026 $99.95" in words
    assert "The amounts above added together $1,449.95" in words
    assert "Last payment I made $450.00 March 2, 2026" in words
    assert "Next payment by my court order $450.00" in words
    assert "sent to me" not in words


def test_a_payee_reads_what_is_coming_in_spanish(family, summary):
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana, amount=Decimal("431.00"))
    AppointmentFactory.create(case=family.case, participant=family.ana)
    response = summary(family.ana, "/es/home/pdf")
    words = words_of(response.content)
    assert "Resumen de la cuenta" in words
    assert "Último pago que me enviaron $450.00 4 de marzo de 2026" in words
    assert "Próximo pago que espero $431.00" in words
    assert "Cita:" in words
    for english in ("Scheduled", "Appointment", "payment", "Open", "owed"):
        assert english not in words
    assert f"resumen-de-la-cuenta-{timezone.localdate().isoformat()}.pdf" in response["Content-Disposition"]


def test_a_payment_that_came_back_is_said_to_be_returned(family, summary):
    family.receipt.status = ReceiptStatus.RETURNED
    family.receipt.save()
    assert "Last payment I made $450.00 March 2, 2026 Returned" in words_of(summary(family.ben).content)


def test_without_anything_on_record_it_says_so(summary):
    stranger = cal()
    words = words_of(summary(stranger).content)
    assert "Last payment I made None on record" in words
    assert "You have no court date or appointment coming up." in words
    assert "No balances are on record in this case." in words


def test_somebody_who_pays_and_is_paid_reads_both(family, summary):
    stranger = cal()
    CaseMemberFactory.create(
        case=family.case, participant=stranger, role=Role.CUSTODIAL, begins_on=date(2020, 1, 1)
    )
    CourtDateFactory.create(case=family.case)
    words = words_of(summary(stranger).content)
    assert "Last payment I made" in words
    assert "Last payment sent to me" in words
    assert "Next payment I am expecting None is expected at this time" in words
    assert "Court date:" in words


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_conforms_to_pdf_ua(family, summary, tmp_path, language):
    BalanceFactory.create(case=family.case, payer=family.ben)
    pdf = summary(family.ben, {"en": "/home/pdf", "es": "/es/home/pdf"}[language]).content
    assert_accessible(pdf, tmp_path, language=language)


def test_each_download_is_written_down_and_kept_by_no_cache(family, summary):
    response = summary(family.ana)
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert Event.objects.about(family.ana.pk).filter(action="home.pdf_downloaded").count() == 1


def test_it_is_nobodys_without_signing_in(client):
    response = client.get("/home/pdf")
    assert response.status_code == 302
    assert "/login" in response["Location"]


def test_the_other_partys_side_stays_out(family, summary):
    AppointmentFactory.create(case=family.case, participant=family.ana, place="Lantern Room")
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana, amount=Decimal("432.19"))
    words = words_of(summary(family.ben).content)
    for secret in ("Lantern", "432.19", "Alder", "Delgado", "Hideaway", family.ana.number):
        assert secret not in words
