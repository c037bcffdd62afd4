"""Pages, totals and links of a payment history."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count, pairwise
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from customer_connect.domain.cases.enums import Role
from customer_connect.domain.payments.enums import DisbursementStatus, EntryKind, ReceiptStatus
from customer_connect.domain.payments.histories import PAGE_SIZE, History, Page, history_of
from customer_connect.domain.payments.ledgers import MADE, SENT
from customer_connect.domain.payments.models import Disbursement, Receipt
from customer_connect.domain.payments.periods import Period
from tests.factories import (
    CaseFactory,
    CaseMemberFactory,
    DisbursementFactory,
    ParticipantFactory,
    ReceiptFactory,
    ana_and_ben,
    cal,
)

FIRST = date(2024, 1, 1)


def walk(history: History) -> list[Page]:
    pages = [history.newest()]
    while pages[-1].has_older:
        pages.append(history.older_than(pages[-1].entries[-1].place))
    return pages


class PagesOfAHistory(TestCase):
    """Hypothesis wants a test case of its own for each example's rows."""

    @settings(max_examples=15, deadline=None)
    @given(days=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2)), max_size=80))
    def test_walking_the_pages_gives_every_entry_once_in_order_and_back_again(self, days):
        payer, numbers = ParticipantFactory.create(), count(1)
        cases = [CaseFactory.create() for _ in range(3)]
        for case in cases:
            CaseMemberFactory.create(case=case, participant=payer, role=Role.NONCUSTODIAL)
        Receipt.objects.bulk_create(
            ReceiptFactory.build(
                id=next(numbers), case=cases[which], payer=payer, posted_on=FIRST + timedelta(days=day)
            )
            for day, which in days
        )
        history = history_of(payer, MADE)
        expected = list(Receipt.objects.order_by("-posted_on", "-id").values_list("pk", flat=True))
        pages = walk(history)
        assert [entry.entry_id for page in pages for entry in page.entries] == expected
        assert [entry.entry_id for entry in history.everything()] == expected
        assert all(len(page.entries) == PAGE_SIZE for page in pages[:-1])
        for newer, older in pairwise(pages):
            assert history.newer_than(older.entries[0].place).entries == newer.entries


pytestmark = pytest.mark.django_db


def test_everybody_has_their_own_history_only():
    family, stranger = ana_and_ben(), cal()
    assert [entry.entry_id for entry in history_of(family.ben, MADE).everything()] == [family.receipt.pk]
    assert [entry.entry_id for entry in history_of(family.ana, SENT).everything()] == [family.disbursement.pk]
    nothing = [(family.ana, MADE), (family.ben, SENT), (stranger, MADE), (stranger, SENT)]
    for person, ledger in nothing:
        assert history_of(person, ledger).everything() == []
        assert history_of(person, ledger, case_ids=[family.case.pk]).everything() == []
        assert history_of(person, ledger, case_ids=[family.case.pk]).totals() == []


def test_a_third_partys_money_is_in_nobodys_history():
    family = ana_and_ben()
    DisbursementFactory.create(case=family.case, payee=None, third_party_name="County of Alder")
    assert len(history_of(family.ana, SENT).everything()) == 1
    assert history_of(family.ben, SENT).everything() == []


def test_a_period_includes_both_its_days():
    family = ana_and_ben()
    for day in (1, 2, 3, 4):
        ReceiptFactory.create(case=family.case, payer=family.ben, posted_on=date(2025, 1, day))
    history = history_of(family.ben, MADE, period=Period(date(2025, 1, 2), date(2025, 1, 3)))
    assert [entry.posted_on.day for entry in history.everything()] == [3, 2]


def test_totals_keep_kinds_and_money_on_hold_apart():
    family = ana_and_ben()
    common = {"case": family.case, "payer": family.ben}
    ReceiptFactory.create(
        **common, amount=Decimal("100.10"), arrears=Decimal("20.05"), interest=Decimal("0.05")
    )
    ReceiptFactory.create(
        **common, amount=Decimal("-450.00"), kind=EntryKind.REVERSAL, reverses_id=family.receipt.pk
    )
    ReceiptFactory.create(**common, amount=Decimal("30.00"), status=ReceiptStatus.HELD)
    found = {(total.kind, total.is_held): total for total in history_of(family.ben, MADE).totals()}
    assert set(found) == {("payment", False), ("payment", True), ("reversal", False)}
    payments = found["payment", False]
    assert (payments.entries, payments.amount) == (2, Decimal("550.10"))
    assert (payments.current_support, payments.arrears, payments.interest) == (
        Decimal("530.00"),
        Decimal("20.05"),
        Decimal("0.05"),
    )
    assert found["payment", True].amount == Decimal("30.00")


def test_a_reversal_and_its_entry_know_of_each_other():
    family = ana_and_ben()
    Receipt.objects.filter(pk=family.receipt.pk).update(status=ReceiptStatus.RETURNED)
    reversal = ReceiptFactory.create(
        case=family.case,
        payer=family.ben,
        amount=Decimal("-450.00"),
        kind=EntryKind.REVERSAL,
        reverses_id=family.receipt.pk,
        posted_on=date(2026, 3, 9),
    )
    history = history_of(family.ben, MADE)
    entries = history.everything()
    assert history.reversed_on(entries) == {family.receipt.pk: date(2026, 3, 9)}
    assert history.originals_of(entries) == {reversal.reverses_id: date(2026, 3, 2)}


def test_the_last_payment_is_neither_on_hold_nor_a_reversal():
    family = ana_and_ben()
    later = {"case": family.case, "payee": family.ana, "posted_on": date(2026, 5, 1)}
    DisbursementFactory.create(**later, status=DisbursementStatus.HELD)
    DisbursementFactory.create(**later, kind=EntryKind.REVERSAL, amount=Decimal("-1.00"))
    last = history_of(family.ana, SENT).last_payment()
    assert last is not None
    assert last.entry_id == family.disbursement.pk


@pytest.mark.parametrize("cases", [1, 3])
@pytest.mark.parametrize(("ledger", "index"), [(MADE, "receipt_history"), (SENT, "disbursement_history")])
def test_a_page_is_read_from_the_covering_index_alone(ledger, index, cases):
    person = ParticipantFactory.create()
    made = []
    for _ in range(cases):
        case = CaseFactory.create()
        CaseMemberFactory.create(case=case, participant=person, role=Role.NONCUSTODIAL)
        made += [(case, FIRST + timedelta(days=day)) for day in range(1200)]
    others = CaseFactory.create()
    if ledger is MADE:
        rows = [
            ReceiptFactory.build(id=n, case=c, payer=person, posted_on=d) for n, (c, d) in enumerate(made)
        ]
        Receipt.objects.bulk_create(rows)
    else:
        sent = [
            DisbursementFactory.build(id=n, case=c, payee=person, posted_on=d)
            for n, (c, d) in enumerate(made)
        ]
        Disbursement.objects.bulk_create(sent)
    assert others.pk
    history = history_of(person, ledger)
    place = history.newest().entries[-1].place
    statement, values = history.statement(limit=26, beyond=("<", place))
    plan = explained(ledger.table, statement, values)
    if connection.vendor == "sqlite":
        assert plan.count(f"USING COVERING INDEX {index}") == cases
        assert "SCAN payments" not in plan
    else:
        assert plan.count(f"Index Only Scan using {index}") == cases
        assert "Seq Scan" not in plan


def explained(table: str, statement: str, values: list[Any]) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {table}")
            cursor.execute(f"EXPLAIN {statement}", values)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
