"""The published contract: schemas that public tools accept, that fit the tables, and a document that tells all."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    IntegerField,
)
from frictionless import Package, Schema, system

from customer_connect.exchange.inbound.tables import SCHEMAS, TABLES, Column, schema_of
from customer_connect.exchange.reasons import REASONS
from tests.exchange.packages import FeedPackage, good_rows

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "exchange.md"
KINDS = {
    "string": CharField,
    "integer": IntegerField,
    "number": DecimalField,
    "boolean": BooleanField,
    "date": DateField,
    "datetime": DateTimeField,
}
COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]


def errors_of(path: Path) -> list[Any]:
    with system.use_context(trusted=True):
        report = Package(str(path / "datapackage.json")).validate()
    return list(report.flatten(["rowNumber", "fieldName", "type", "note"])) + list(report.errors)


@pytest.mark.parametrize("name", TABLES)
def test_a_schema_is_a_valid_table_schema(name: str):
    schema = Schema.from_descriptor(schema_of(name))

    assert [field.name for field in schema.fields] == TABLES[name].names
    assert all(field.title for field in schema.fields)
    assert schema.primary_key


def test_every_schema_is_of_a_table():
    assert {path.stem for path in SCHEMAS.glob("*.json")} == set(TABLES)


def test_the_public_validator_accepts_a_good_full_package(tmp_path: Path):
    assert errors_of(FeedPackage().write(tmp_path / "feed")) == []


def test_the_public_validator_accepts_a_good_delta(tmp_path: Path):
    package = FeedPackage(kind="delta", sequence=2, rows={"receipts": good_rows()["receipts"][1:]})
    package.deleted["receipts"] = []

    assert errors_of(package.write(tmp_path / "delta")) == []


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("receipts", "posted_on", "2026-02-30"),
        ("receipts", "kind", "refund"),
        ("receipts", "case_id", "5"),
        ("receipts", "receipt_id", "0"),
        ("receipts", "amount", "much"),
        ("receipts", "receipt_id", "41"),
        ("participants", "ssn", "000123456"),
        ("participants", "email", "nobody"),
        ("cases", "private_wage_assignment", "yes"),
        ("court_dates", "starts_at", "tomorrow"),
    ],
)
def test_the_public_validator_finds_what_the_schemas_forbid(
    tmp_path: Path, table: str, field: str, value: str
):
    package = FeedPackage()
    package.rows[table][0][field] = value

    assert errors_of(package.write(tmp_path / "feed"))


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t.name}.{c.name}" for t, c in COLUMNS])
def test_a_column_fits_the_field_it_is_kept_in(table: Any, column: Column):
    fields = {field.column: field for field in table.model._meta.local_fields}
    field = fields[column.stored[0]]
    if isinstance(field, BinaryField):
        assert field.null
        return
    kept = field.target_field if field.is_relation else field

    assert isinstance(kept, KINDS[column.type])
    assert column.is_required or field.null or isinstance(kept, CharField)
    if isinstance(kept, CharField) and kept.choices:
        assert column.constraints["enum"] == [value for value, _ in kept.choices]
    elif isinstance(kept, CharField):
        assert column.constraints["maxLength"] <= kept.max_length
    if isinstance(kept, DecimalField):
        assert column.constraints["maximum"] < 10 ** (kept.max_digits - kept.decimal_places)


@pytest.mark.parametrize("name", TABLES)
def test_every_database_column_of_a_table_comes_from_the_feed(name: str):
    table = TABLES[name]
    ours = {"is_current"} | ({"id"} if len(table.key) > 1 else set())

    assert {field.column for field in table.model._meta.local_fields} - ours == set(table.stored)


def test_the_document_tells_of_every_reason_and_of_no_other():
    listed = re.findall(r"^\| `([a-z0-9_]+)` \| (.+?) \| (.+?) \|$", DOCUMENT.read_text(), re.MULTILINE)
    told = {code: (meaning, remedy) for code, meaning, remedy in listed if code in REASONS}

    assert told == {code: (reason.meaning, reason.remedy) for code, reason in REASONS.items()}


def test_the_document_tells_of_every_column_in_its_order():
    chapters = re.split(r"^### ", DOCUMENT.read_text().split("## The tables")[1], flags=re.MULTILINE)[1:]

    told = {chapter.split()[0]: re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE) for chapter in chapters}
    assert told == {name: table.names for name, table in TABLES.items()}


def test_the_documents_example_is_a_descriptor_like_those_of_the_tests():
    (example,) = re.findall(r"```json\n(.+?)```", DOCUMENT.read_text(), re.DOTALL)
    ours = FeedPackage().descriptor()

    theirs = json.loads(example)
    assert theirs.keys() == ours.keys()
    assert theirs["resources"][0].keys() == ours["resources"][0].keys()
    assert theirs["customer_connect"].keys() == ours["customer_connect"].keys()
