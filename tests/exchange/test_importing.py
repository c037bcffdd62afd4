import copy
import re
import stat
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from customer_connect.core.identifiers import Ssn
from customer_connect.domain.audit.models import Event
from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.models import Case, CaseMember, Office, Participant
from customer_connect.domain.payments.models import Balance, Disbursement, ExpectedPayment, Receipt
from customer_connect.exchange.inbound.runs import folder_of
from customer_connect.exchange.models import ImportRun, RunStatus
from tests.exchange.imports import apply_well, counts_of, everything, reasons_of, rejects_of, run_import
from tests.exchange.packages import ANA, BEN, CAL, KIM, FeedPackage, delta, good_rows

pytestmark = pytest.mark.django_db

ROWS = sum(len(rows) for rows in good_rows().values())


def row(table: str, place: int = 0, **changes: str) -> dict[str, str]:
    return {**good_rows()[table][place], **changes}


def test_a_good_package_lands_with_every_field_in_its_place(tmp_path: Path):
    run = apply_well(FeedPackage(), tmp_path)

    assert counts_of(run) == {"read": ROWS, "added": ROWS}
    ana = Participant.objects.get(pk=ANA)
    assert (ana.full_name, ana.ssn_last_four, ana.is_mailable) == ("Ana Muñoz", "6789", True)
    assert ana.address_line_1 == "12 Elm St, Apt 4"
    assert Participant.objects.with_ssn(Ssn("123456789")).get() == ana
    cal = Participant.objects.get(pk=CAL)
    assert (cal.birth_on, cal.ssn_sealed, cal.email, cal.is_mailable) == (None, None, "", False)
    reversal = Receipt.objects.get(pk=42)
    assert (reversal.amount, reversal.arrears, reversal.reverses_id) == (
        Decimal("-350.00"),
        Decimal("-40.00"),
        41,
    )
    third_party = Disbursement.objects.get(pk=51)
    assert (third_party.payee, third_party.third_party_name) == (None, 'Fresno County, "Foster Care"')
    assert CourtDate.objects.get().starts_at == datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
    assert Appointment.objects.get().starts_at == datetime(2026, 3, 20, 17, tzinfo=UTC)
    assert [case.has_private_wage_assignment for case in Case.objects.order_by("id")] == [False, True]
    assert ExpectedPayment.objects.filter(amount=300).count() == 1
    assert CaseMember.objects.filter(ends_on__isnull=False, office=None).count() == 1


def test_the_ssn_is_nowhere_in_the_database_as_it_was_sent(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)

    ana = Participant.objects.get(pk=ANA)
    stored = b"".join(bytes(value) for value in (ana.ssn_sealed, ana.ssn_index) if value)
    assert b"123456789" not in stored


def test_a_dry_run_changes_nothing_and_tells_what_it_would_change(tmp_path: Path):
    run = run_import(FeedPackage(), tmp_path, apply=False)

    assert run.status == RunStatus.CHECKED
    assert counts_of(run) == {"read": ROWS, "added": ROWS}
    assert not Participant.objects.exists()
    assert not Office.objects.exists()


def test_the_same_package_twice_changes_nothing_and_says_so(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    before = everything()
    sealed = dict(Participant.objects.values_list("id", "ssn_sealed"))

    again = apply_well(FeedPackage(), tmp_path)

    assert counts_of(again) == {"read": ROWS, "unchanged": ROWS}
    assert again.has_changed_nothing
    assert everything() == before
    assert dict(Participant.objects.values_list("id", "ssn_sealed")) == sealed


def test_the_same_delta_twice_changes_nothing(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    change = delta(2, balances=[row("balances", amount="99.00")])
    change.deleted["court_dates"] = [{"court_date_id": "70"}]
    change.rows["court_dates"] = []
    first = apply_well(change, tmp_path)
    state = everything()

    second = apply_well(change, tmp_path)

    assert counts_of(first) == {"read": 2, "changed": 1, "removed": 1}
    assert counts_of(second) == {"read": 2, "unchanged": 2}
    assert everything() == state


def test_a_zip_is_as_good_as_a_folder(tmp_path: Path):
    apply_well(FeedPackage().write_zip(tmp_path / "feed.zip"), tmp_path)
    state = everything()

    again = apply_well(FeedPackage().write_zip(tmp_path / "topped.zip", top="feed-1/"), tmp_path)

    assert again.has_changed_nothing
    assert state["participants"]


def test_a_delta_adds_changes_and_deletes_and_leaves_the_rest(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    change = delta(
        2,
        participants=[row("participants", 1, mobile_phone="+15595550199")],
        receipts=[row("receipts", receipt_id="43", posted_on="2026-02-20")],
        expected_payments=[],
    )
    change.deleted["expected_payments"] = [{"expected_payment_id": "60"}]

    run = apply_well(change, tmp_path)

    assert counts_of(run) == {"read": 3, "added": 1, "changed": 1, "removed": 1}
    assert Participant.objects.get(pk=BEN).mobile_phone == "+15595550199"
    assert Participant.objects.filter(is_current=True).count() == 4
    assert Receipt.objects.count() == 4
    assert not ExpectedPayment.objects.exists()


def test_a_deleted_person_is_kept_but_no_longer_current_and_holds_no_ssn(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    change = delta(2, participants=[])
    change.deleted["participants"] = [{"participant_id": ANA}]

    apply_well(change, tmp_path, allow_collapse=True)

    ana = Participant.objects.get(pk=ANA)
    assert (ana.is_current, ana.ssn_sealed, ana.ssn_index) == (False, None, None)


def test_a_full_package_removes_what_it_lacks_and_a_later_one_brings_it_back(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    state = everything()
    smaller = FeedPackage(sequence=2)
    smaller.rows["cases"].pop()
    smaller.rows["case_members"].pop()
    smaller.rows["participants"].pop(2)
    smaller.rows["balances"].pop()
    smaller.rows["expected_payments"].clear()

    run = apply_well(smaller, tmp_path, allow_collapse=True)

    assert counts_of(run)["removed"] == 5
    assert not Participant.objects.get(pk=CAL).is_current
    assert not Case.objects.get(pk=100000000002).is_current
    assert (Balance.objects.count(), ExpectedPayment.objects.count()) == (1, 0)
    back = apply_well(FeedPackage(sequence=3), tmp_path)
    assert counts_of(back)["changed"] == 2
    assert everything() == state


def test_two_people_may_swap_their_ssns(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    people = [row("participants", 0, ssn="234567891"), row("participants", 1, ssn="123456789")]

    run = apply_well(delta(2, participants=people), tmp_path)

    assert counts_of(run) == {"read": 2, "changed": 2}
    assert [Participant.objects.get(pk=who).ssn_last_four for who in (ANA, BEN)] == ["7891", "6789"]


def test_an_ssn_goes_on_to_the_new_record_of_a_person_who_was_merged(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    merged = FeedPackage(sequence=2)
    merged.rows["participants"][2]["ssn"] = "123456789"
    merged.rows["participants"][0]["ssn"] = ""

    apply_well(merged, tmp_path)

    assert Participant.objects.with_ssn(Ssn("123456789")).get().id == int(CAL)


def test_an_ssn_of_somebody_else_is_left_out_and_the_person_kept(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)

    run = apply_well(delta(2, participants=[row("participants", 3, ssn="123456789")]), tmp_path)

    (reject,) = rejects_of(run, "participants")
    assert (reject["reason"], reject["outcome"]) == ("ssn_taken", "kept without this field")
    assert "*****6789" in reject["row"]
    assert "123456789" not in reject["row"]
    assert Participant.objects.with_ssn(Ssn("123456789")).get().id == int(ANA)
    assert Participant.objects.get(pk=KIM).ssn_index is None


def test_an_ssn_in_another_column_or_table_stays_out_of_the_rejects(tmp_path: Path):
    package = FeedPackage()
    package.rows["participants"][0].update(city="123-45-6789", birth_on="536221234")
    package.rows["receipts"][0].update(kind="536 22 1234")

    run = apply_well(package, tmp_path)

    told = [
        reject["row"] + reject["message"]
        for name in ("participants", "receipts")
        for reject in rejects_of(run, name)
    ]
    assert len(told) >= 2
    for text in told:
        assert not re.search(r"123.?45.?6789|536.?22.?1234", text)


def test_of_two_people_with_one_ssn_the_first_row_has_it(tmp_path: Path):
    package = FeedPackage()
    package.rows["participants"][3]["ssn"] = "123456789"

    run = apply_well(package, tmp_path)

    assert [reject["line"] for reject in rejects_of(run, "participants")] == ["5"]
    assert Participant.objects.with_ssn(Ssn("123456789")).get().id == int(ANA)


def test_a_changed_itin_is_a_change_and_the_same_one_is_none(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)

    same = apply_well(delta(2, participants=[row("participants", 2)]), tmp_path)
    other = apply_well(delta(3, participants=[row("participants", 2, itin="912701235")]), tmp_path)

    assert counts_of(same) == {"read": 1, "unchanged": 1}
    assert counts_of(other) == {"read": 1, "changed": 1}


def test_a_bad_row_keeps_what_was_known_before(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    state = everything()
    package = FeedPackage(sequence=2)
    package.rows["receipts"][0]["posted_on"] = "2026-02-30"
    package.rows["participants"][0]["last_name"] = ""

    run = apply_well(package, tmp_path)

    assert counts_of(run) == {"read": ROWS, "unchanged": ROWS - 2, "rejected": 2}
    assert everything() == state


def test_what_hangs_on_a_bad_row_is_rejected_with_it(tmp_path: Path):
    package = FeedPackage()
    package.rows["cases"][0]["status"] = "asleep"

    run = apply_well(package, tmp_path)

    rejected = {table.name: table.rejected for table in run.tables.all() if table.rejected}
    assert rejected == {
        "cases": 1, "case_members": 3, "orders": 1, "receipts": 3, "disbursements": 3, "expected_payments": 1,
        "balances": 2, "court_dates": 1, "appointments": 1,
    }  # fmt: skip
    assert {reject["reason"] for reject in rejects_of(run, "receipts")} == {"orphan_reference"}
    assert run.tables.get(name="receipts").reasons == [["case_id", "orphan_reference", True, 3]]
    assert run.tables.get(name="offices").reasons == []
    assert CaseMember.objects.count() == 1


def test_a_missing_caseworker_does_not_cost_a_membership(tmp_path: Path):
    package = FeedPackage()
    package.rows["caseworkers"].clear()

    run = apply_well(package, tmp_path)

    assert CaseMember.objects.filter(caseworker=None).count() == 4
    assert {reject["outcome"] for reject in rejects_of(run, "case_members")} == {"kept without this field"}


def test_a_reversal_of_a_rejected_reversal_is_rejected_too(tmp_path: Path):
    package = FeedPackage()
    again = {**package.rows["receipts"][2], "receipt_id": "43", "reverses_id": "42"}
    package.rows["receipts"] = [package.rows["receipts"][0], package.rows["receipts"][2], again]

    run = apply_well(package, tmp_path)

    assert [reject["reason"] for reject in rejects_of(run, "receipts")] == ["reversal_without_entry"] * 2
    assert list(Receipt.objects.values_list("id", flat=True)) == [40]


def test_the_first_of_two_rows_with_one_key_counts(tmp_path: Path):
    package = FeedPackage()
    package.rows["balances"].append({**package.rows["balances"][0], "amount": "7.00"})

    run = apply_well(package, tmp_path)

    (reject,) = rejects_of(run, "balances")
    assert (reject["line"], reject["reason"]) == ("4", "duplicate_key")
    assert "line 2" in reject["message"]
    assert Balance.objects.filter(amount=Decimal("120.50")).count() == 2


# ---- sequence


@pytest.mark.parametrize(
    ("sequence", "reason"), [(1, "sequence_reused"), (3, "sequence_gap"), (9, "sequence_gap")]
)
def test_a_delta_out_of_turn_is_refused(tmp_path: Path, sequence: int, reason: str):
    apply_well(FeedPackage(), tmp_path)
    state = everything()

    run = run_import(delta(sequence, balances=[row("balances", amount="1.00")]), tmp_path)

    assert (run.status, reasons_of(run)) == (RunStatus.REFUSED, [reason])
    assert everything() == state


def test_no_older_package_is_applied_over_a_newer_one(tmp_path: Path):
    apply_well(FeedPackage(sequence=5), tmp_path)
    apply_well(delta(6, balances=[row("balances", amount="1.00")]), tmp_path)

    assert reasons_of(run_import(FeedPackage(sequence=5), tmp_path)) == ["sequence_replayed"]
    assert reasons_of(run_import(delta(5, balances=[]), tmp_path)) == ["sequence_replayed"]
    assert reasons_of(run_import(FeedPackage(sequence=20), tmp_path)) == []


def test_an_incomplete_delta_does_not_move_the_sequence_on(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    broken = delta(2, balances=[row("balances", amount="1.00")], orders=[row("orders")])
    broken.files["orders"] = b"order_id\n30\n"

    first = run_import(broken, tmp_path)
    third = run_import(delta(3, orders=[row("orders")]), tmp_path)
    mended = run_import(delta(2, balances=[row("balances", amount="1.00")], orders=[row("orders")]), tmp_path)

    assert [run.status for run in (first, third, mended)] == ["incomplete", "refused", "applied"]


# ---- collapse


def test_a_package_in_which_a_table_collapses_is_refused_as_a_whole(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    state = everything()
    package = FeedPackage(sequence=2)
    package.rows["receipts"].clear()
    package.rows["offices"][0]["name"] = "New name"

    run = run_import(package, tmp_path)

    assert (run.status, reasons_of(run)) == (RunStatus.REFUSED, ["counts_collapse"])
    assert "receipts would lose 3 of 3" in run.faults[0]["message"]
    assert everything() == state


def test_a_collapse_that_is_right_can_be_allowed(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    package = FeedPackage(sequence=2)
    package.rows["disbursements"].clear()

    assert (
        run_import(copy.deepcopy(package), tmp_path, collapse_percent=Decimal(100)).status
        == RunStatus.APPLIED
    )
    assert not Disbursement.objects.exists()


def test_everybody_getting_another_number_is_a_collapse_though_the_count_stays(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    package = FeedPackage(sequence=2)
    package.rows["offices"][0]["office_id"] = "11"
    for name in ("caseworkers", "cases", "case_members"):
        for entry in package.rows[name]:
            entry["office_id"] = entry["office_id"] and "11"

    assert reasons_of(run_import(package, tmp_path)) == ["counts_collapse"]


# ---- what is kept of a run


def test_a_run_is_audited_with_counts_and_without_data(tmp_path: Path):
    run = apply_well(FeedPackage(), tmp_path)

    event = Event.objects.get(action="exchange.import_applied")
    assert (event.actor_key, event.channel, event.details["run"]) == ("import", "exchange", run.id)
    assert event.details["tables"]["receipts"] == {"added": 3, "changed": 0, "removed": 0}
    assert "123456789" not in str(event.details)


def test_rejects_are_for_the_owners_eyes_only(tmp_path: Path):
    package = FeedPackage()
    package.rows["receipts"][0]["amount"] = "free"

    run = apply_well(package, tmp_path)

    folder = folder_of(run)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "rejects" / "receipts.csv").stat().st_mode) == 0o600


def test_a_run_left_running_by_a_crash_is_told_to_be_interrupted(tmp_path: Path):
    crashed = ImportRun.objects.create(package="feed", is_dry=False)

    apply_well(FeedPackage(), tmp_path)

    crashed.refresh_from_db()
    assert crashed.status == RunStatus.INTERRUPTED
