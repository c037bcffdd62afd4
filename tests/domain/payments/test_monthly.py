"""What orders asked for and what was paid, month by month."""

from datetime import date
from decimal import Decimal

import pytest

from customer_connect.domain.payments.enums import DisbursementStatus, EntryKind
from customer_connect.domain.payments.ledgers import MADE, SENT
from customer_connect.domain.payments.monthly import months_of
from tests.factories import DisbursementFactory, ReceiptFactory, ana_and_ben, cal

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 20)


def test_a_payers_months_show_their_orders_and_receipts_less_reversals():
    family = ana_and_ben()
    ReceiptFactory.create(
        case=family.case, payer=family.ben, amount=Decimal("-50.00"), kind=EntryKind.REVERSAL, posted_on=MARCH
    )
    lines = months_of(family.ben, MADE, case_ids=[family.case.pk], last_month=MARCH, count=12)
    assert [line.month for line in lines][::11] == [date(2025, 4, 1), date(2026, 3, 1)]
    assert {line.due for line in lines} == {Decimal("450.00")}
    assert [line.paid for line in lines][-2:] == [Decimal("0.00"), Decimal("400.00")]


def test_a_payees_months_show_the_payers_orders_and_what_reached_them_but_nothing_on_hold():
    family = ana_and_ben()
    DisbursementFactory.create(
        case=family.case, payee=family.ana, posted_on=MARCH, status=DisbursementStatus.HELD
    )
    lines = months_of(family.ana, SENT, case_ids=[family.case.pk], last_month=MARCH, count=24)
    assert len(lines) == 24
    assert (lines[-1].due, lines[-1].paid) == (Decimal("450.00"), Decimal("450.00"))


def test_a_stranger_and_the_other_side_have_empty_months():
    family, stranger = ana_and_ben(), cal()
    for person, ledger in ((stranger, MADE), (stranger, SENT), (family.ana, MADE), (family.ben, SENT)):
        lines = months_of(person, ledger, case_ids=[family.case.pk], last_month=MARCH, count=12)
        assert {(line.due, line.paid) for line in lines} == {(Decimal("0.00"), Decimal("0.00"))}
