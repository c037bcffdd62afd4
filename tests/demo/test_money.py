from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from customer_connect.demo.business_days import business_days_after
from tests.demo.feeds import Feed, total


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    return Feed.write(tmp_path_factory.mktemp("crowd"), participants=3_000)


def test_what_a_receipt_was_applied_to_adds_up(crowd: Feed) -> None:
    for row in crowd.receipts:
        parts = sum(Decimal(row[part]) for part in ("current_support", "arrears", "interest", "other"))
        assert parts == Decimal(row["amount"]), row


def test_payments_are_positive_and_reversals_undo_one_entry_of_the_same_case(crowd: Feed) -> None:
    for table, key in (("receipts", "receipt_id"), ("disbursements", "disbursement_id")):
        rows = {row[key]: row for row in getattr(crowd, table)}
        assert len(rows) == len(getattr(crowd, table))
        for row in rows.values():
            if row["kind"] == "payment":
                assert Decimal(row["amount"]) > 0
                assert not row["reverses_id"]
            if row["kind"] == "reversal":
                reversed_row = rows[row["reverses_id"]]
                assert Decimal(row["amount"]) == -Decimal(reversed_row["amount"])
                assert row["case_id"] == reversed_row["case_id"]
                assert row["posted_on"] > reversed_row["posted_on"]


def test_a_returned_receipt_has_a_reversal_and_no_other_has(crowd: Feed) -> None:
    reversed_ids = {row["reverses_id"] for row in crowd.receipts if row["kind"] == "reversal"}
    assert reversed_ids == {row["receipt_id"] for row in crowd.receipts if row["status"] == "returned"}
    assert reversed_ids


def test_everything_disbursed_came_in_and_goes_out_in_two_business_days(crowd: Feed) -> None:
    sent = defaultdict(list)
    for row in crowd.disbursements:
        if row["kind"] == "payment" and row["receipt_id"]:
            sent[row["receipt_id"]].append(row)
    pending = {row["expected_payment_id"] for row in crowd.expected_payments}
    for receipt in crowd.receipts:
        if receipt["kind"] != "payment" or receipt["status"] == "held" or receipt["receipt_id"] in pending:
            continue
        paid = [row for row in sent[receipt["receipt_id"]] if row["status"] != "returned"]
        came_in = date.fromisoformat(receipt["posted_on"])
        if not paid:
            assert date(2026, 3, 2) - came_in < timedelta(days=10), receipt
            continue
        assert total(paid) == Decimal(receipt["amount"]), receipt
        latest = business_days_after(came_in.toordinal(), 2)
        first = min(date.fromisoformat(row["posted_on"]).toordinal() for row in sent[receipt["receipt_id"]])
        was_held = receipt["source"] == "tax_refund" or first - came_in.toordinal() > 9
        assert first <= latest or was_held, receipt


def test_a_disbursement_goes_to_the_payee_of_the_case_or_to_a_third_party(crowd: Feed) -> None:
    payees = {
        (row["case_id"], row["participant_id"]) for row in crowd.case_members if row["role"] == "custodial"
    }
    for row in crowd.disbursements:
        assert bool(row["payee_id"]) != bool(row["third_party_name"])
        assert not row["payee_id"] or (row["case_id"], row["payee_id"]) in payees


def test_payers_are_noncustodial_parents_of_the_case(crowd: Feed) -> None:
    payers = {
        (row["case_id"], row["participant_id"]) for row in crowd.case_members if row["role"] == "noncustodial"
    }
    for table in ("orders", "receipts", "balances"):
        assert {(row["case_id"], row["payer_id"]) for row in getattr(crowd, table)} <= payers


def test_no_balance_is_negative(crowd: Feed) -> None:
    assert min(Decimal(row["amount"]) for row in crowd.balances) == 0


def test_balances_are_what_fell_due_and_was_not_paid(feed: Feed) -> None:
    """Without interest, arrears from before and credit, so that it can be computed from the rows alone."""
    (payer,) = feed.named("Marcus", "Washington")
    checked = 0
    for case in feed.of("orders", "payer_id", payer["participant_id"]):
        ends = date.fromisoformat(case["ends_on"] or "2026-03-02")
        day, due = date.fromisoformat(case["begins_on"]), Decimal(0)
        assert case["frequency"] == "monthly"
        while day <= ends:
            due += Decimal(case["amount"])
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=day.day)
        paid = feed.by_case("receipts")[case["case_id"]]
        principal = [row for row in feed.by_case("balances")[case["case_id"]] if row["kind"] != "interest"]
        assert total(principal) == due - total(paid, "current_support") - total(paid, "arrears")
        checked += 1
    assert checked == 3


def test_people_who_are_paid_up_owe_nothing(feed: Feed) -> None:
    (payer,) = feed.named("Ferdinand", "Tolentino")
    assert total(feed.of("balances", "payer_id", payer["participant_id"])) == 0
    assert len(feed.of("receipts", "payer_id", payer["participant_id"])) > 20


def test_upcoming_payments_are_expected_by_the_payee(crowd: Feed) -> None:
    statuses = {row["status"] for row in crowd.expected_payments}
    assert statuses == {"scheduled", "in_process", "on_hold"}
    assert all(
        row["expected_on"] > "2026-03-02" for row in crowd.expected_payments if row["status"] != "on_hold"
    )
    assert all(Decimal(row["amount"]) > 0 for row in crowd.expected_payments)


def test_payments_per_case_sets_the_length_of_the_histories(tmp_path_factory: pytest.TempPathFactory) -> None:
    feed = Feed.write(tmp_path_factory.mktemp("long"), participants=2_000, payments_per_case=60)
    crowd_cases = [rows for case, rows in feed.by_case("receipts").items() if len(rows) < 400]
    average = sum(map(len, crowd_cases)) / len(crowd_cases)
    assert 40 < average < 70
