"""The payment statement tells what is on record, all of it, in one language, on pages that hold together."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from customer_connect.core.dates import format_day
from customer_connect.core.money import format_dollars
from customer_connect.documents.payment_entries import Direction, HistoryEntry, PaymentHistory
from customer_connect.documents.payment_histories import payment_history_pdf
from customer_connect.domain.payments.enums import EntryKind, ReceiptStatus
from tests.documents.pdfs import assert_accessible, lines_of, pages_of, right_edges_of, words_of

CASES = ["000000004711", "000000004712"]
LAST = date(2026, 3, 31)
LANGUAGES = ["en", "es"]


def entry(number: int, amount: str = "450.00", **more) -> HistoryEntry:
    """Return a payment, a week before the one with the number before it."""
    given = {
        "posted_on": LAST - timedelta(weeks=number),
        "case_number": CASES[0],
        "kind": EntryKind.PAYMENT,
        "status": str(ReceiptStatus.POSTED.label),
        **more,
    }
    return HistoryEntry(number=3_000_000 + number, amount=Decimal(amount), **given)


def history(*entries: HistoryEntry, **more) -> PaymentHistory:
    given = {
        "direction": Direction.MADE,
        "participant_name": "Ana Núñez-O’Hara",
        "participant_number": "1200000042",
        "case_numbers": CASES[:1],
        "begins_on": date(2025, 4, 1),
        "ends_on": LAST,
        "statement_on": date(2026, 4, 2),
        **more,
    }
    return PaymentHistory(entries=entries, **given)


def many(count: int) -> PaymentHistory:
    """Return a history over years and two cases with everything that happens: returned, held, adjusted."""
    entries = []
    for number in range(count):
        more: dict[str, Any] = {"case_number": CASES[number % 2]}
        if number % 20 == 3:
            more |= {"kind": EntryKind.REVERSAL, "amount": "-1234.50", "reverses": 3_000_000 + number + 1}
        if number % 20 == 4:
            more |= {"amount": "1234.50", "is_returned": True}
        if number == 5:
            more |= {"is_held": True}
        if number == 6:
            more |= {"kind": EntryKind.ADJUSTMENT, "amount": "-12.34"}
        entries.append(entry(number, **more))
    return history(*entries, case_numbers=CASES, begins_on=None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 3, 60])
def test_it_conforms_to_pdf_ua(count, language, tmp_path):
    with override(language):
        assert_accessible(payment_history_pdf(many(count)), tmp_path, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_printed_in_order_with_its_day_number_and_amount(language):
    with override(language):
        statement = many(60)
        lines = lines_of(payment_history_pdf(statement))
        wanted = [
            (format_day(one.posted_on), str(one.number), one.case_number, format_dollars(one.amount))
            for one in statement.entries
        ]
    rows = [line for line in lines if re.search(r" 30000\d\d 0000", line)]
    assert len(rows) == len(wanted)
    for row, (day, number, case_number, amount) in zip(rows, wanted, strict=True):
        assert row.startswith(f"{day} {number} {case_number} ")
        assert row.endswith(f" {amount}")


def test_it_says_who_which_case_which_days_when_and_by_whom():
    words = words_of(payment_history_pdf(history(entry(1))))
    for fact in (
        "California Child Support Services",
        "Statement of Payments Made",
        "Ana Núñez-O’Hara",
        "1200000042",
        "000000004711",
        "April 1, 2025 to March 31, 2026",
        "Statement date April 2, 2026",
        "866-901-3212",
        "Page 1 of 1",
    ):
        assert fact in words


def test_without_entries_it_proves_that_there_were_none():
    made = words_of(payment_history_pdf(history()))
    sent = words_of(payment_history_pdf(history(direction=Direction.SENT_TO_ME)))
    assert "No payments were made by Ana Núñez-O’Hara in this period." in made
    assert "No payments were sent to Ana Núñez-O’Hara in this period." in sent
    assert "$" not in made + sent


def test_in_spanish_it_proves_the_same():
    with override("es"):
        words = words_of(payment_history_pdf(history()))
        paid = words_of(payment_history_pdf(history(entry(1), entry(2), direction=Direction.SENT_TO_ME)))
    assert "Constancia de pagos realizados" in words
    assert "Ana Núñez-O’Hara no hizo ningún pago en este período." in words
    assert "1 de abril de 2025" in words
    assert "Se enviaron 2 pagos a Ana Núñez-O’Hara en este período." in paid
    assert "Total enviado: $900.00" in paid


ENGLISH = {
    "Statement",
    "Payments",
    "Payment",
    "Period",
    "Amount",
    "Page",
    "Total paid",
    "Entry",
    "private",
    "Year",
}
SPANISH = {
    "Constancia",
    "Pagos",
    "Pago",
    "Período",
    "Cantidad",
    "Página",
    "Total pagado",
    "Movimiento",
    "privado",
    "Año",
}


@pytest.mark.parametrize(("language", "foreign"), [("en", SPANISH), ("es", ENGLISH)])
def test_the_languages_do_not_mix(language, foreign):
    with override(language):
        words = words_of(payment_history_pdf(many(60)))
    assert [word for word in foreign if re.search(rf"\b{word}\b", words, re.IGNORECASE)] == []


def test_the_total_is_that_of_the_entries_without_those_on_hold():
    statement = many(60)
    expected = format_dollars(sum((one.amount for one in statement.entries if not one.is_held), Decimal(0)))
    words = words_of(payment_history_pdf(statement))
    assert f"Total paid, after reversals and adjustments: {expected}" in words
    assert f"Total without what is on hold {expected}" in words
    assert "1 entry is on hold and is not counted." in words
    assert "3 of these payments were returned later." in words
    assert "On hold, not in the total 1 $450.00" in words


def test_totals_by_year_and_case_are_given_where_there_are_several():
    words = words_of(payment_history_pdf(history(entry(0), entry(1), entry(20, "100.00"))))
    assert "2026 2 $900.00" in words
    assert "2025 1 $100.00" in words
    assert "Case number Entries" not in words
    two_cases = history(entry(0), entry(1, "75.50", case_number=CASES[1]), case_numbers=CASES)
    words = words_of(payment_history_pdf(two_cases))
    assert "000000004711 1 $450.00" in words
    assert "000000004712 1 $75.50" in words


def test_a_reversal_names_the_entry_it_takes_back():
    reversal = entry(1, "-450.00", kind=EntryKind.REVERSAL, reverses=3_000_002)
    returned = entry(2, status="Returned on March 24, 2026", is_returned=True)
    words = words_of(payment_history_pdf(history(reversal, returned)))
    assert "Reversal of entry 3000002" in words
    assert "Returned on March 24, 2026" in words
    assert "1 of these payments was returned later." in words
    assert "Total paid, after reversals and adjustments: $0.00" in words


def test_corrections_alone_are_not_taken_for_payments():
    reversal = entry(1, "-450.00", kind=EntryKind.REVERSAL, reverses=2)
    words = words_of(payment_history_pdf(history(reversal)))
    assert "No payments were made by Ana Núñez-O’Hara in this period." in words
    assert "The entries below correct earlier payments." in words


def test_money_on_hold_alone_is_not_taken_for_a_payment():
    words = words_of(payment_history_pdf(history(entry(1, is_held=True), direction=Direction.SENT_TO_ME)))
    assert "No payments were sent to Ana Núñez-O’Hara in this period." in words
    assert "1 entry is on hold and is not counted." in words
    assert "Total sent: $0.00" in words


def test_every_page_of_a_long_history_says_whose_it_is_and_which_of_how_many():
    pages = pages_of(payment_history_pdf(many(400)))
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Ana Núñez-O’Hara" in page
        assert "1200000042" in page
        assert "Statement of Payments Made" in page
    assert all("Entry number" in page for page in pages[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_and_days_never_break_and_amounts_end_at_one_edge(language):
    amounts = ["9999999999.99", "-9999999999.99", "0.01", "1234.50"]
    days = [date(2025, month, 28) for month in range(1, 13)]
    entries = [
        entry(n, amounts[n % 4], posted_on=day, kind=EntryKind.ADJUSTMENT, reverses=9_000_000_000)
        for n, day in enumerate(days)
    ]
    with override(language):
        statement = history(*entries, case_numbers=CASES)
        pdf = payment_history_pdf(statement)
        lines = lines_of(pdf)
        for one in statement.entries:
            assert any(
                line.startswith(f"{format_day(one.posted_on)} {one.number} ")
                and line.endswith(f" {format_dollars(one.amount)}")
                for line in lines
            )
    in_the_table = {edge for edge in right_edges_of(pdf, r"−?\$[\d,]+\.\d\d") if edge > 400}
    assert in_the_table == {558}


def test_long_entry_numbers_push_no_other_column_over():
    wide = replace(entry(1), number=9_223_372_036_854_775_807)
    lines = lines_of(payment_history_pdf(history(wide, case_numbers=CASES)))
    assert any("March 24, 2026 9223372036854775807 000000004711" in line for line in lines)
