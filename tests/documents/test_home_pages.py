"""The home page's document: balances kept apart, each with its day, and what comes next."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from customer_connect.documents.home_pages import (
    BalanceLine,
    CaseSummary,
    Figure,
    HomePage,
    NextDate,
    Statement,
    home_page_pdf,
)
from tests.documents.pdfs import assert_accessible, pages_of, words_of

AS_OF = date(2026, 3, 1)
NOW = datetime(2026, 3, 5, 18, 30, tzinfo=UTC)


def home(**more) -> HomePage:
    owed = Statement(
        "Owed",
        [
            BalanceLine("Current", AS_OF, Decimal("450.00")),
            BalanceLine("Child arrears", AS_OF, Decimal("12450.25")),
            BalanceLine("Interest", date(2026, 2, 1), Decimal("123.45")),
        ],
        None,
    )
    given = {
        "participant_name": "Đặng Thị Ánh Nguyệt",
        "participant_number": "1200000042",
        "prepared_at": NOW,
        "figures": [
            Figure("Last", Decimal("450.00"), date(2026, 2, 27), "Returned"),
            Figure("Next", None, None, "None on record"),
        ],
        "next_date": NextDate(
            datetime(2026, 4, 1, 17, 0, tzinfo=UTC), "Court date: Review", "Alder Courthouse"
        ),
        "cases": [
            CaseSummary("000000004711", "Open", "Pays", [owed]),
            CaseSummary("000000004712", "Closed", "Is paid", []),
        ],
        **more,
    }
    return HomePage(**given)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("more", [{}, {"cases": [], "figures": [], "next_date": None}])
def test_it_conforms_to_pdf_ua(more, language, tmp_path):
    with override(language):
        assert_accessible(home_page_pdf(home(**more)), tmp_path, language=language)


def test_each_balance_stands_with_its_own_day():
    words = words_of(home_page_pdf(home()))
    assert "Current March 1, 2026 $450.00" in words
    assert "Child arrears March 1, 2026 $12,450.25" in words
    assert "Interest February 1, 2026 $123.45" in words
    assert "The amounts above added together" not in words


def test_a_sum_is_given_only_where_it_was_handed_over():
    one_day = Statement("Owed", [BalanceLine("Current", AS_OF, Decimal("1.00"))], Decimal("1.00"))
    words = words_of(home_page_pdf(home(cases=[CaseSummary("000000004711", "Open", "Pays", [one_day])])))
    assert "The amounts above added together $1.00" in words


def test_it_says_when_it_was_prepared_on_the_agencys_clock():
    words = words_of(home_page_pdf(home()))
    assert "Prepared on March 5, 2026, 10:30 a.m." in words
    assert "April 1, 2026, 10:00 a.m." in words
    assert "Đặng Thị Ánh Nguyệt" in words
    assert "Last $450.00 February 27, 2026 Returned" in words
    assert "Next None on record" in words


def test_in_spanish_its_own_words_are_spanish():
    with override("es"):
        words = words_of(home_page_pdf(home()))
    for text in (
        "Resumen de la cuenta",
        "Preparado el",
        "5 de marzo de 2026",
        "Caso 000000004711",
        "1 de marzo de 2026 $12,450.25",
        "No hay saldos registrados en este caso.",
        "Página 1 de 1",
    ):
        assert text in words
    for text in ("Account Summary", "Prepared", "As of", "Amount", "Page"):
        assert text not in words


def test_many_cases_go_on_over_pages_and_lose_nothing():
    owed = home().cases[0].statements
    cases = [CaseSummary(f"{number:012d}", "Open", "Pays", owed) for number in range(40)]
    pages = pages_of(home_page_pdf(home(cases=cases)))
    everything = " ".join(pages)
    assert all(f"Case {case.number}" in everything for case in cases)
    assert everything.count("$12,450.25") == 40
    assert all("Đặng Thị Ánh Nguyệt" in page for page in pages)


def test_without_cases_and_dates_it_says_so():
    words = words_of(home_page_pdf(home(cases=[], figures=[], next_date=None)))
    assert "We have no child support case on record for you." in words
    words = words_of(home_page_pdf(home(next_date=None)))
    assert "You have no court date or appointment coming up." in words
