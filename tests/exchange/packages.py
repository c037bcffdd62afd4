"""Small packages of the feed, made by hand: good ones, and good ones with something broken in them."""

import copy
import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from customer_connect.exchange.inbound.tables import DELETED, TABLES, schema_of

Rows = list[dict[str, str]]

# Ana (custodial) and Ben (noncustodial) share case 100000000001; Cal is a stranger; Kim is Ana's and Ben's child.
ANA, BEN, CAL, KIM = "1000000001", "1000000002", "1000000003", "1000000004"
CASE = "100000000001"


def good_rows() -> dict[str, Rows]:
    """Return the rows of a good package, every table filled."""
    person = {
        "suffix": "", "middle_name": "", "itin": "", "language": "en", "family_violence": "false",
        "address_line_2": "", "city": "Fresno", "state": "CA", "postal_code": "93701", "country": "US",
        "address_valid": "true", "home_phone": "", "mobile_phone": "+15595550101", "work_phone": "",
        "employer_name": "", "employer_phone": "", "employer_address": "",
    }  # fmt: skip
    entry = {"case_id": CASE, "kind": "payment", "reverses_id": ""}
    receipt = {
        **entry, "payer_id": BEN, "status": "posted", "source": "wage_withholding", "amount": "350.00",
        "current_support": "300.00", "arrears": "40.00", "interest": "10.00", "other": "0.00",
    }  # fmt: skip
    sent = {
        **entry, "payee_id": ANA, "third_party_name": "", "amount": "350.00", "status": "paid",
        "method": "direct_deposit",
    }  # fmt: skip
    return {
        "offices": [
            {
                "office_id": "10", "name": "Fresno County LCSA", "county": "Fresno", "address_line_1": "1 Main St",
                "address_line_2": "", "city": "Fresno", "state": "CA", "postal_code": "93701",
                "phone": "(866) 901-3212", "transitioned_on": "2008-11-03",
            }
        ],
        "caseworkers": [
            {"caseworker_id": "20", "office_id": "10", "first_name": "Dee", "last_name": "Ortiz", "extension": "42"}
        ],
        "participants": [
            {**person, "participant_id": ANA, "first_name": "Ana", "last_name": "Muñoz", "birth_on": "1990-02-28",
             "ssn": "123456789", "email": "ana@example.org", "address_line_1": "12 Elm St, Apt 4"},
            {**person, "participant_id": BEN, "first_name": "Ben", "last_name": "O'Brien-Li", "birth_on": "1988-02-29",
             "ssn": "234567891", "email": "ben@example.org", "address_line_1": "9 Oak Ave"},
            {**person, "participant_id": CAL, "first_name": "Cal", "last_name": "Y", "birth_on": "", "ssn": "",
             "itin": "912701234", "email": "", "address_line_1": "", "address_valid": "false"},
            {**person, "participant_id": KIM, "first_name": "Kim", "last_name": "Muñoz", "birth_on": "2019-05-05",
             "ssn": "", "email": "", "address_line_1": ""},
        ],
        "cases": [
            {"case_id": CASE, "status": "open", "opened_on": "2020-01-15", "closed_on": "", "office_id": "10",
             "private_wage_assignment": "false"},
            {"case_id": "100000000002", "status": "closed", "opened_on": "2010-01-15", "closed_on": "2019-12-31",
             "office_id": "10", "private_wage_assignment": "true"},
        ],
        "case_members": [
            {"case_id": CASE, "participant_id": who, "role": role, "begins_on": "2020-01-15", "ends_on": "",
             "office_id": "10", "caseworker_id": "20"}
            for who, role in ((ANA, "custodial"), (BEN, "noncustodial"), (KIM, "child"))
        ] + [
            {"case_id": "100000000002", "participant_id": CAL, "role": "custodial", "begins_on": "2010-01-15",
             "ends_on": "2019-12-31", "office_id": "", "caseworker_id": ""}
        ],
        "orders": [
            {"order_id": "30", "case_id": CASE, "payer_id": BEN, "obligation": "child_support",
             "court_number": "FL-123", "amount": "300.00", "frequency": "monthly", "ordered_on": "2020-02-01",
             "begins_on": "2020-03-01", "ends_on": ""}
        ],
        "receipts": [
            {**receipt, "receipt_id": "40", "posted_on": "2026-01-05"},
            {**receipt, "receipt_id": "41", "posted_on": "2026-02-05"},
            {**receipt, "receipt_id": "42", "posted_on": "2026-02-09", "amount": "-350.00", "kind": "reversal",
             "status": "returned", "current_support": "-300.00", "arrears": "-40.00", "interest": "-10.00",
             "reverses_id": "41"},
        ],
        "disbursements": [
            {**sent, "disbursement_id": "50", "receipt_id": "40", "posted_on": "2026-01-06"},
            {**sent, "disbursement_id": "51", "receipt_id": "41", "posted_on": "2026-02-06", "payee_id": "",
             "third_party_name": "Fresno County, \"Foster Care\""},
            {**sent, "disbursement_id": "52", "receipt_id": "", "posted_on": "2026-02-10", "amount": "-350.00",
             "kind": "reversal", "reverses_id": "51", "payee_id": "", "third_party_name": "Fresno County"},
        ],
        "expected_payments": [
            {"expected_payment_id": "60", "case_id": CASE, "payee_id": ANA, "expected_on": "2026-03-06",
             "amount": "300.00", "status": "scheduled", "method": "payment_card"}
        ],
        "balances": [
            {"case_id": CASE, "payer_id": BEN, "kind": kind, "owed_to": "family", "amount": "120.50",
             "as_of": "2026-03-01"}
            for kind in ("current_support", "child_arrears")
        ],
        "court_dates": [
            {"court_date_id": "70", "case_id": CASE, "participant_id": "", "starts_at": "2026-04-02T08:30:00-07:00",
             "purpose": "modification", "status": "scheduled", "courthouse": "B. F. Sisk Courthouse",
             "department": "203", "address": "1130 O Street, Fresno, CA", "court_number": "FL-123"}
        ],
        "appointments": [
            {"appointment_id": "80", "case_id": CASE, "participant_id": ANA, "starts_at": "2026-03-20T17:00:00Z",
             "minutes": "30", "purpose": "interview", "mode": "phone", "status": "scheduled", "place": "",
             "address": ""}
        ],
    }  # fmt: skip


def as_csv(header: list[str], rows: list[list[str]]) -> bytes:
    """Return a CSV file."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([header, *rows])
    return stream.getvalue().encode()


def _count_rows(data: bytes) -> int:
    """Return how many rows a file has, its header not counted."""
    try:
        return max(sum(1 for row in csv.reader(io.StringIO(data.decode("utf-8", "replace"))) if row) - 1, 0)
    except csv.Error:
        return 0


@dataclass
class FeedPackage:
    """A package in the making. `files` and `descriptor` override what the rows would give."""

    rows: dict[str, Rows] = field(default_factory=good_rows)
    kind: str = "full"
    sequence: int = 1
    files: dict[str, bytes] = field(default_factory=dict)
    deleted: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def file_of(self, name: str) -> bytes:
        """Return the CSV file of a table."""
        if name in self.files:
            return self.files[name]
        header = list(TABLES[name].names)
        rows = [[row[column] for column in header] for row in self.rows[name]]
        if name in self.deleted:
            gone = [[row.get(column, "") for column in header] for row in self.deleted[name]]
            rows = [[*row, "false"] for row in rows] + [[*row, "true"] for row in gone]
            header.append(DELETED)
        return as_csv(header, rows)

    def resource(self, name: str) -> dict[str, Any]:
        """Return the entry of a table in datapackage.json."""
        data = self.file_of(name)
        schema = copy.deepcopy(schema_of(name))
        if self.kind == "delta":
            schema.pop("foreignKeys", None)
        if name in self.deleted:
            schema["fields"].append(
                {"name": DELETED, "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
            )
        return {
            "name": name,
            "path": f"data/{name}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "format": "csv",
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "bytes": len(data),
            "rows": _count_rows(data),
            "schema": schema,
        }

    def descriptor(self) -> dict[str, Any]:
        """Return datapackage.json."""
        return {
            "profile": "tabular-data-package",
            "name": f"feed-{self.sequence}",
            "created": "2026-03-02T01:00:00-08:00",
            "customer_connect": {"kind": self.kind, "sequence": self.sequence, "as_of": "2026-03-01"},
            "resources": [self.resource(name) for name in TABLES if name in self.rows],
        }

    def write(self, folder: Path, descriptor: dict[str, Any] | None = None) -> Path:
        """Write the package into a folder, which is returned."""
        (folder / "data").mkdir(parents=True, exist_ok=True)
        for name in self.rows:
            (folder / "data" / f"{name}.csv").write_bytes(self.file_of(name))
        (folder / "datapackage.json").write_text(
            json.dumps(descriptor or self.descriptor()), encoding="utf-8"
        )
        return folder

    def write_zip(self, path: Path, *, top: str = "") -> Path:
        """Write the package as a zip archive, which is returned."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{top}datapackage.json", json.dumps(self.descriptor()))
            for name in self.rows:
                archive.writestr(f"{top}data/{name}.csv", self.file_of(name))
        return path


def delta(sequence: int, **rows: Rows) -> FeedPackage:
    """Return a delta package of the given rows."""
    return FeedPackage(rows=rows, kind="delta", sequence=sequence)
