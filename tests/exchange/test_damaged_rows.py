"""Rows with something broken in them: each kind has its named reason, and never stops a good row."""

import csv
import io
from pathlib import Path

import pytest

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.payments.models import Receipt
from customer_connect.exchange.inbound.tables import TABLES
from customer_connect.exchange.models import ImportRun, RunStatus
from customer_connect.exchange.reasons import REASONS
from tests.exchange.imports import apply_well, counts_of, everything, rejects_of, run_import
from tests.exchange.packages import ANA, FeedPackage, as_csv, delta, good_rows

pytestmark = pytest.mark.django_db

LONG_ID = "1" * 19
Change = dict[str, str]
Kind = tuple[str, str, str, Change]  # table, reason, the field named, what is changed in the first row

LEFT_OUT: dict[str, Kind] = {
    "no id": ("receipts", "missing_value", "receipt_id", {"receipt_id": ""}),
    "id zero": ("receipts", "bad_id", "receipt_id", {"receipt_id": "0"}),
    "a negative id": ("receipts", "bad_id", "receipt_id", {"receipt_id": "-40"}),
    "an id of 19 digits": ("receipts", "bad_id", "receipt_id", {"receipt_id": LONG_ID}),
    "an id with letters": ("receipts", "bad_id", "receipt_id", {"receipt_id": "R40"}),
    "an id with a decimal point": ("receipts", "bad_id", "receipt_id", {"receipt_id": "40.0"}),
    "an id in Arabic digits": ("receipts", "bad_id", "receipt_id", {"receipt_id": "٤٠"}),
    "a missing required date": ("receipts", "missing_value", "posted_on", {"posted_on": ""}),
    "only spaces": ("receipts", "missing_value", "posted_on", {"posted_on": "   "}),
    "30 February": ("receipts", "bad_date", "posted_on", {"posted_on": "2026-02-30"}),
    "29 February of a common year": ("receipts", "bad_date", "posted_on", {"posted_on": "2025-02-29"}),
    "month 13": ("receipts", "bad_date", "posted_on", {"posted_on": "2026-13-01"}),
    "an American date": ("receipts", "bad_date", "posted_on", {"posted_on": "03/02/2026"}),
    "a date without dashes": ("receipts", "bad_date", "posted_on", {"posted_on": "20260302"}),
    "a week date": ("receipts", "bad_date", "posted_on", {"posted_on": "2026-W09-1"}),
    "a date with a time": ("receipts", "bad_date", "posted_on", {"posted_on": "2026-03-02T00:00:00"}),
    "the year 0001": ("receipts", "date_out_of_range", "posted_on", {"posted_on": "0001-01-01"}),
    "the year 9999": ("orders", "date_out_of_range", "ends_on", {"ends_on": "9999-12-31"}),
    "a negative receipt": (
        "receipts",
        "negative_receipt",
        "amount",
        {"amount": "-350.00"},
    ),
    "a receipt of nothing": (
        "receipts",
        "negative_receipt",
        "amount",
        {"amount": "0.00", "current_support": "-50.00"},
    ),
    "three decimals": ("receipts", "amount_too_precise", "amount", {"amount": "350.000"}),
    "one decimal": ("receipts", "amount_too_precise", "amount", {"amount": "350.0"}),
    "no decimals": ("receipts", "amount_too_precise", "amount", {"amount": "350"}),
    "a dollar sign": ("receipts", "bad_amount", "amount", {"amount": "$350.00"}),
    "a thousands comma": ("receipts", "bad_amount", "amount", {"amount": "1,350.00"}),
    "a decimal comma": ("receipts", "bad_amount", "amount", {"amount": "350,00"}),
    "a number with an exponent": ("receipts", "bad_amount", "amount", {"amount": "3.5e2"}),
    "not a number": ("receipts", "bad_amount", "amount", {"amount": "NaN"}),
    "an accountant's negative": ("receipts", "bad_amount", "amount", {"amount": "(350.00)"}),
    "a plus sign": ("receipts", "bad_amount", "amount", {"amount": "+350.00"}),
    "ten billion dollars": ("receipts", "amount_too_large", "amount", {"amount": "10000000000.00"}),
    "parts that do not add up": ("receipts", "allocation_mismatch", "amount", {"arrears": "40.01"}),
    "a part that is missing": ("receipts", "missing_value", "interest", {"interest": ""}),
    "an unknown kind": ("receipts", "unknown_value", "kind", {"kind": "refund"}),
    "an unknown status": ("receipts", "unknown_value", "status", {"status": "POSTED"}),
    "an unknown source": ("receipts", "unknown_value", "source", {"source": "barter"}),
    "a reversal above zero": (
        "receipts",
        "reversal_not_negative",
        "amount",
        {"kind": "reversal", "reverses_id": "41"},
    ),
    "a payment that reverses": (
        "receipts",
        "payment_with_reversed_entry",
        "reverses_id",
        {"reverses_id": "41"},
    ),
    "a receipt of no case": ("receipts", "orphan_reference", "case_id", {"case_id": "100000000099"}),
    "a receipt of nobody": ("receipts", "orphan_reference", "payer_id", {"payer_id": "1000000099"}),
    "a NUL": ("disbursements", "control_character", "third_party_name", {"third_party_name": "A\0B"}),
    "a line break": ("orders", "control_character", "court_number", {"court_number": "FL\n1"}),
    "an escape": ("orders", "control_character", "court_number", {"court_number": "\x1b[31m"}),
    "a text that runs backwards": (
        "orders",
        "control_character",
        "court_number",
        {"court_number": "\u202e321"},
    ),
    "a court number too long": ("orders", "too_long", "court_number", {"court_number": "9" * 31}),
    "a negative order": ("orders", "negative_amount", "amount", {"amount": "-1.00"}),
    "an order that ends before it begins": (
        "orders",
        "ends_before_begins",
        "ends_on",
        {"ends_on": "2020-02-29"},
    ),
    "both payees": ("disbursements", "both_payees", "third_party_name", {"third_party_name": "County"}),
    "no payee": ("disbursements", "no_payee", "payee_id", {"payee_id": ""}),
    "a negative disbursement": (
        "disbursements",
        "negative_disbursement",
        "amount",
        {"amount": "-1.00"},
    ),
    "an unknown method": ("disbursements", "unknown_value", "method", {"method": "cash"}),
    "a payee who is not there": ("disbursements", "orphan_reference", "payee_id", {"payee_id": "5"}),
    "a closed case without a date": ("cases", "closed_without_date", "closed_on", {"status": "closed"}),
    "an open case with a closing date": (
        "cases",
        "open_with_closing_date",
        "closed_on",
        {"closed_on": "2025-01-01"},
    ),
    "a case closed before it opened": (
        "cases",
        "ends_before_begins",
        "closed_on",
        {"status": "closed", "closed_on": "2019-01-01"},
    ),
    "a boolean in capitals": (
        "cases",
        "bad_boolean",
        "private_wage_assignment",
        {"private_wage_assignment": "TRUE"},
    ),
    "a boolean in digits": (
        "cases",
        "bad_boolean",
        "private_wage_assignment",
        {"private_wage_assignment": "1"},
    ),
    "a case of no office": ("cases", "orphan_reference", "office_id", {"office_id": "99"}),
    "a membership of nobody": ("case_members", "orphan_reference", "participant_id", {"participant_id": "9"}),
    "an unknown role": ("case_members", "unknown_value", "role", {"role": "parent"}),
    "a membership that ends before it begins": (
        "case_members",
        "ends_before_begins",
        "ends_on",
        {"ends_on": "2019-01-01"},
    ),
    "an expected payment of nothing": ("expected_payments", "negative_amount", "amount", {"amount": "0.00"}),
    "a balance without cents": ("balances", "amount_too_precise", "amount", {"amount": "120."}),
    "a balance of minus alone": ("balances", "bad_amount", "amount", {"amount": "-"}),
    "an unknown balance": ("balances", "unknown_value", "kind", {"kind": "arrears"}),
    "a time without an offset": (
        "court_dates",
        "bad_datetime",
        "starts_at",
        {"starts_at": "2026-04-02T08:30:00"},
    ),
    "a date for a time": ("court_dates", "bad_datetime", "starts_at", {"starts_at": "2026-04-02"}),
    "25 o'clock": ("court_dates", "bad_datetime", "starts_at", {"starts_at": "2026-04-02T25:30:00-07:00"}),
    "a time in the year 1": (
        "court_dates",
        "date_out_of_range",
        "starts_at",
        {"starts_at": "0001-01-01T00:00:00+14:00"},
    ),
    "a hearing without a courthouse": ("court_dates", "missing_value", "courthouse", {"courthouse": ""}),
    "an appointment of no minutes": ("appointments", "bad_integer", "minutes", {"minutes": "0"}),
    "an appointment of two days": ("appointments", "bad_integer", "minutes", {"minutes": "2880"}),
    "an appointment of a minute and a half": ("appointments", "bad_integer", "minutes", {"minutes": "1.5"}),
    "an office in no state": ("offices", "bad_state", "state", {"state": "XX"}),
    "an office with a bad ZIP": ("offices", "bad_postal_code", "postal_code", {"postal_code": "9370"}),
    "an office without a phone": ("offices", "missing_value", "phone", {"phone": ""}),
    "an office with words for a phone": ("offices", "bad_phone", "phone", {"phone": "call us"}),
    "an extension in letters": ("caseworkers", "bad_format", "extension", {"extension": "4b"}),
    "a caseworker of no office": ("caseworkers", "orphan_reference", "office_id", {"office_id": "99"}),
    "a person without a last name": ("participants", "missing_value", "last_name", {"last_name": ""}),
    "a last name too long": ("participants", "too_long", "last_name", {"last_name": "x" * 81}),
    "an unclear family-violence indicator": (
        "participants",
        "bad_boolean",
        "family_violence",
        {"family_violence": "yes"},
    ),
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_bad_row_is_left_out_with_its_reason_and_the_good_ones_land(tmp_path: Path, kind: str):
    table, reason, field, change = LEFT_OUT[kind]
    package = FeedPackage()
    package.rows[table][0].update(change)
    state_of_good = everything_without_first(tmp_path, table)

    run = apply_well(package, tmp_path)

    first, *_ = rejects_of(run, table)
    assert (first["file"], first["line"], first["field"], first["reason"]) == (
        f"data/{table}.csv",
        "2",
        field,
        reason,
    )
    assert first["outcome"] == "row left out"
    assert REASONS[reason].stops in {"row", "field"}
    entry = run.tables.get(name=table)
    assert entry.read == len(package.rows[table])
    assert entry.read == entry.added + entry.rejected
    assert everything()[table] == state_of_good


def everything_without_first(tmp_path: Path, table: str) -> list[tuple[object, ...]]:
    """Return the rows of a table that land when its first row is not sent at all; the database is left empty."""
    package = FeedPackage()
    package.rows[table].pop(0)
    run_import(package, tmp_path)
    rows = everything()[table]
    for entry in reversed(TABLES.values()):
        entry.model._default_manager.all().delete()
    ImportRun.objects.all().delete()
    return rows


BLANKED: dict[str, tuple[str, Change, str]] = {
    "an SSN of area 000": ("bad_ssn", {"ssn": "000123456"}, "ssn"),
    "an SSN of area 666": ("bad_ssn", {"ssn": "666123456"}, "ssn"),
    "an SSN of area 9xx": ("bad_ssn", {"ssn": "912123456"}, "ssn"),
    "an SSN of group 00": ("bad_ssn", {"ssn": "123006789"}, "ssn"),
    "an SSN of serial 0000": ("bad_ssn", {"ssn": "123450000"}, "ssn"),
    "an SSN from an advertisement": ("bad_ssn", {"ssn": "078051120"}, "ssn"),
    "an SSN of eight digits": ("bad_ssn", {"ssn": "12345678"}, "ssn"),
    "an SSN in words": ("bad_ssn", {"ssn": "unknown"}, "ssn"),
    "an ITIN that does not begin with 9": ("bad_itin", {"itin": "123456789"}, "itin"),
    "an ITIN of a group that is not issued": ("bad_itin", {"itin": "912101234"}, "itin"),
    "a birth on 30 February": ("bad_birth_date", {"birth_on": "1990-02-30"}, "birth_on"),
    "a birth in the future": ("bad_birth_date", {"birth_on": "2026-03-02"}, "birth_on"),
    "an email without a host": ("bad_email", {"email": "ana@"}, "email"),
    "two emails": ("bad_email", {"email": "ana@example.org; a@example.org"}, "email"),
    "an email with a line break": ("control_character", {"email": "ana@example.org\nBcc: x@y.z"}, "email"),
    "a phone in words": ("bad_phone", {"home_phone": "none"}, "home_phone"),
    "no state of ours": ("bad_state", {"state": "California"}, "state"),
    "a ZIP of four digits": ("bad_postal_code", {"postal_code": "9370"}, "postal_code"),
    "a country in words": ("bad_country", {"country": "Mexico"}, "country"),
    "a street too long": ("too_long", {"address_line_1": "x" * 101}, "address_line_1"),
    "an unclear mark of the address": ("bad_boolean", {"address_valid": "maybe"}, "address_valid"),
    "an unknown language": ("unknown_value", {"language": "fr"}, "language"),
    "a NUL in the employer": ("control_character", {"employer_name": "A\0B"}, "employer_name"),
}


@pytest.mark.parametrize("kind", BLANKED)
def test_wrong_contact_data_does_not_cost_a_person(tmp_path: Path, kind: str):
    reason, change, field = BLANKED[kind]
    package = FeedPackage()
    package.rows["participants"][0].update(change)

    run = apply_well(package, tmp_path)

    (reject,) = rejects_of(run, "participants")
    assert (reject["field"], reject["reason"], reject["outcome"]) == (
        field,
        reason,
        "kept without this field",
    )
    assert counts_of(run)["warned"] == 1
    assert "rejected" not in counts_of(run)
    ana = Participant.objects.get(pk=ANA)
    assert ana.last_name == "Muñoz"
    assert getattr(ana, TABLES["participants"].column(field).stored[0]) in {"", None, "en", "US", False}


def test_an_address_that_lost_a_part_is_not_mailed_to(tmp_path: Path):
    package = FeedPackage()
    package.rows["participants"][0]["postal_code"] = "9370"

    apply_well(package, tmp_path)

    assert not Participant.objects.get(pk=ANA).is_mailable


def test_addresses_abroad_keep_their_states_and_postal_codes(tmp_path: Path):
    package = FeedPackage()
    package.rows["participants"][0].update(state="Jalisco", postal_code="44100", country="MX")

    run = apply_well(package, tmp_path)

    assert rejects_of(run, "participants") == []
    assert Participant.objects.get(pk=ANA).state == "Jalisco"


@pytest.mark.parametrize("ssn", ["912-12-3456", "000 12 3456", "12345678X", "1234567890"])
def test_ssns_are_covered_in_the_rejects(tmp_path: Path, ssn: str):
    package = FeedPackage()
    package.rows["participants"][0]["ssn"] = ssn

    run = apply_well(package, tmp_path)

    (reject,) = rejects_of(run, "participants")
    assert ssn not in str(reject)
    assert ssn[:-4] not in reject["row"]


def test_a_spreadsheet_takes_no_rejected_row_for_a_formula(tmp_path: Path):
    package = FeedPackage()
    package.rows["receipts"][0]["receipt_id"] = "=1+1"

    run = apply_well(package, tmp_path)

    first, *_ = rejects_of(run, "receipts")
    assert first["row"].startswith("'=1+1,")


RAGGED = {"short": slice(0, 7), "shifted": slice(1, None)}


@pytest.mark.parametrize("shape", RAGGED)
def test_ssns_are_covered_even_where_columns_have_moved(tmp_path: Path, shape: str):
    package = FeedPackage()
    header = TABLES["participants"].names
    rows = [[row[name] for name in header] for row in package.rows["participants"]]
    rows[0] = rows[0][RAGGED[shape]]
    package.files["participants"] = as_csv(header, rows)

    run = apply_well(package, tmp_path)

    (reject,) = [reject for reject in rejects_of(run, "participants") if reject["reason"] == "ragged_row"]
    assert "123456789" not in str(reject)


def test_a_row_with_several_faults_has_a_reject_for_each(tmp_path: Path):
    package = FeedPackage()
    package.rows["receipts"][0].update(posted_on="soon", amount="much", source="")

    run = apply_well(package, tmp_path)

    assert [reject["field"] for reject in rejects_of(run, "receipts")] == ["posted_on", "amount", "source"]
    assert run.tables.get(name="receipts").rejected == 1


def test_a_reject_shows_the_row_as_it_came(tmp_path: Path):
    package = FeedPackage()
    package.rows["disbursements"][1]["amount"] = "350"

    run = apply_well(package, tmp_path)

    (reject, *_) = rejects_of(run, "disbursements")
    (fields,) = csv.reader(io.StringIO(reject["row"]))
    header = TABLES["disbursements"].names
    assert dict(zip(header, fields, strict=True)) == package.rows["disbursements"][1]


LINES = {
    "too few fields": ("ragged_row", b"44,100000000001\n"),
    "too many fields": ("ragged_row", b"," * 40 + b"\n"),
    "a quote that is never closed": ("unclosed_quote", b'44,"100000000001,1000000002\n'),
    "two quotes that are never closed": ("unclosed_quote", b'44,"1,2\n45,"1,2\n'),
    "a comma alone": ("ragged_row", b",\n"),
    "a very long line": ("ragged_row", b"x" * 300_000 + b"\n"),
}


@pytest.mark.parametrize("kind", LINES)
def test_a_line_out_of_shape_costs_only_itself(tmp_path: Path, kind: str):
    reason, lines = LINES[kind]
    package = FeedPackage()
    first, *rest = package.file_of("receipts").splitlines(keepends=True)
    package.files["receipts"] = b"".join([first, lines, *rest])
    descriptor = package.descriptor()
    descriptor["resources"][6]["rows"] = 3 + lines.count(b"\n")

    run = run_import(package.write(tmp_path / "feed", descriptor), tmp_path)

    assert run.status == RunStatus.APPLIED, run.faults
    assert [reject["reason"] for reject in rejects_of(run, "receipts")] == [reason] * lines.count(b"\n")
    assert Receipt.objects.count() == 3


@pytest.mark.parametrize("damage", [b",one too many", b',"never closed'])
def test_a_row_out_of_shape_keeps_what_was_known_of_it(tmp_path: Path, damage: bytes):
    apply_well(FeedPackage(), tmp_path)
    state = everything()
    package = FeedPackage(sequence=2)
    lines = package.file_of("participants").splitlines()
    lines[1] += damage
    package.files["participants"] = b"\n".join(lines) + b"\n"
    descriptor = package.descriptor()
    descriptor["resources"][2]["rows"] = 4

    run = run_import(package.write(tmp_path / "feed", descriptor), tmp_path)

    assert (run.status, counts_of(run)["rejected"]) == (RunStatus.APPLIED, 1)
    assert everything() == state


def test_ids_may_have_leading_zeros_and_texts_spaces_around_them(tmp_path: Path):
    package = FeedPackage()
    package.rows["participants"][0].update(participant_id=f"000{ANA}", last_name=" Muñoz ", ssn="123-45-6789")
    apply_well(FeedPackage(), tmp_path)
    state = everything()

    again = apply_well(package, tmp_path)

    assert again.has_changed_nothing
    assert everything() == state


def test_backslashes_and_quotes_land_as_they_are(tmp_path: Path):
    package = FeedPackage()
    address = 'C:\\new\\table "B", \\N'
    package.rows["participants"][0]["address_line_1"] = address

    apply_well(package, tmp_path)

    assert Participant.objects.get(pk=ANA).address_line_1 == address


def test_an_unclear_deletion_deletes_nothing(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    package = delta(2, balances=[])
    header = [*TABLES["balances"].names, "deleted"]
    values = [good_rows()["balances"][0][name] for name in header[:-1]]
    package.files["balances"] = as_csv(header, [[*values, "maybe"]])

    run = apply_well(package, tmp_path)

    assert [reject["field"] for reject in rejects_of(run, "balances")] == ["deleted"]
    assert counts_of(run) == {"read": 1, "rejected": 1}


def test_nothing_may_refer_to_what_the_same_delta_deletes(tmp_path: Path):
    apply_well(FeedPackage(), tmp_path)
    package = delta(2, cases=[], orders=[{**good_rows()["orders"][0], "order_id": "31"}])
    package.deleted["cases"] = [{"case_id": good_rows()["orders"][0]["case_id"]}]

    run = apply_well(package, tmp_path, allow_collapse=True)

    assert [reject["reason"] for reject in rejects_of(run, "orders")] == ["orphan_reference"]
