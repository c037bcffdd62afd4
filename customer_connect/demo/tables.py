"""The tables of an exchange package, as typed rows. Field order is column order; docs/exchange.md publishes them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, get_args, get_type_hints


class OfficeRow(NamedTuple):
    """A local child support agency's office."""

    office_id: int
    name: str
    county: str
    address_line_1: str
    address_line_2: str | None
    city: str
    state: str
    postal_code: str
    phone: str
    transitioned_on: date | None


class CaseworkerRow(NamedTuple):
    """A person who works cases."""

    caseworker_id: int
    office_id: int
    first_name: str
    last_name: str
    extension: str | None


class ParticipantRow(NamedTuple):
    """A parent, guardian or child."""

    participant_id: int
    first_name: str | None
    middle_name: str | None
    last_name: str
    suffix: str | None
    birth_on: date | None
    ssn: str | None
    itin: str | None
    language: str
    family_violence: bool
    address_line_1: str | None
    address_line_2: str | None
    city: str | None
    state: str | None
    postal_code: str | None
    country: str | None
    address_valid: bool
    email: str | None
    home_phone: str | None
    mobile_phone: str | None
    work_phone: str | None
    employer_name: str | None
    employer_phone: str | None
    employer_address: str | None


class CaseRow(NamedTuple):
    """A child support case."""

    case_id: int
    status: str
    opened_on: date
    closed_on: date | None
    office_id: int
    private_wage_assignment: bool


class CaseMemberRow(NamedTuple):
    """One person's part in one case."""

    case_id: int
    participant_id: int
    role: str
    begins_on: date
    ends_on: date | None
    office_id: int | None
    caseworker_id: int | None


class OrderRow(NamedTuple):
    """What a court told somebody to pay."""

    order_id: int
    case_id: int
    payer_id: int
    obligation: str
    court_number: str | None
    amount: Decimal
    frequency: str
    ordered_on: date
    begins_on: date
    ends_on: date | None


class ReceiptRow(NamedTuple):
    """Money that came in, and what it was applied to."""

    receipt_id: int
    case_id: int
    payer_id: int
    posted_on: date
    amount: Decimal
    kind: str
    status: str
    source: str
    current_support: Decimal
    arrears: Decimal
    interest: Decimal
    other: Decimal
    reverses_id: int | None


class DisbursementRow(NamedTuple):
    """Money that went out."""

    disbursement_id: int
    case_id: int
    payee_id: int | None
    third_party_name: str | None
    receipt_id: int | None
    posted_on: date
    amount: Decimal
    kind: str
    status: str
    method: str
    reverses_id: int | None


class ExpectedPaymentRow(NamedTuple):
    """Money a payee is waiting for."""

    expected_payment_id: int
    case_id: int
    payee_id: int
    expected_on: date
    amount: Decimal
    status: str
    method: str


class BalanceRow(NamedTuple):
    """What a payer owes."""

    case_id: int
    payer_id: int
    kind: str
    owed_to: str
    amount: Decimal
    as_of: date


class CourtDateRow(NamedTuple):
    """A hearing."""

    court_date_id: int
    case_id: int
    participant_id: int | None
    starts_at: datetime
    purpose: str
    status: str
    courthouse: str
    department: str | None
    address: str
    court_number: str | None


class AppointmentRow(NamedTuple):
    """A meeting with the agency."""

    appointment_id: int
    case_id: int
    participant_id: int
    starts_at: datetime
    minutes: int
    purpose: str
    mode: str
    status: str
    place: str | None
    address: str | None


class ChangeAnswerRow(NamedTuple):
    """What became of a reported change."""

    change_id: int
    status: str
    reason: str | None
    words: str | None


Row = (
    OfficeRow
    | CaseworkerRow
    | ParticipantRow
    | CaseRow
    | CaseMemberRow
    | OrderRow
    | ReceiptRow
    | DisbursementRow
    | ExpectedPaymentRow
    | BalanceRow
    | CourtDateRow
    | AppointmentRow
    | ChangeAnswerRow
)

# Name, row, how many of the first columns are its key.
TABLES: tuple[tuple[str, type[Row], int], ...] = (
    ("offices", OfficeRow, 1),
    ("caseworkers", CaseworkerRow, 1),
    ("participants", ParticipantRow, 1),
    ("cases", CaseRow, 1),
    ("case_members", CaseMemberRow, 2),
    ("orders", OrderRow, 1),
    ("receipts", ReceiptRow, 1),
    ("disbursements", DisbursementRow, 1),
    ("expected_payments", ExpectedPaymentRow, 1),
    ("balances", BalanceRow, 4),
    ("court_dates", CourtDateRow, 1),
    ("appointments", AppointmentRow, 1),
)
# Only in a package that answers something, and nothing of it is ever deleted.
ANSWERS: tuple[str, type[Row], int] = ("change_answers", ChangeAnswerRow, 1)
NAME_OF: dict[type[Row], str] = {row: name for name, row, _ in (*TABLES, ANSWERS)}
KEY_LENGTH: dict[type[Row], int] = {row: length for _, row, length in (*TABLES, ANSWERS)}

_REFERENCES = {
    "office_id": "offices",
    "caseworker_id": "caseworkers",
    "participant_id": "participants",
    "payer_id": "participants",
    "payee_id": "participants",
    "case_id": "cases",
    "receipt_id": "receipts",
    "reverses_id": "",
}
_TARGETS = {"payer_id": "participant_id", "payee_id": "participant_id"}


def key_of(row: Row) -> tuple[Any, ...]:
    """Return what names the row within its table."""
    return row[: KEY_LENGTH[type(row)]]


def schema_of(kind: type[Row], *, has_deleted: bool) -> dict[str, Any]:
    """Return the Frictionless table schema of a row. Deltas have a last column that tells whether a row is gone."""
    own = NAME_OF[kind]
    fields = [_field(name, hint) for name, hint in get_type_hints(kind).items()]
    if has_deleted:
        fields.append(_field("deleted", bool | None))
    key = list(kind._fields[: KEY_LENGTH[kind]])
    schema: dict[str, Any] = {"fields": fields, "primaryKey": key, "missingValues": [""]}
    references = [
        {
            "fields": name,
            "reference": {"resource": _REFERENCES[name], "fields": _TARGETS.get(name, name)},
        }
        for name in kind._fields
        if _REFERENCES.get(name) and _REFERENCES[name] != own
    ]
    # A delta may refer to rows that an earlier package brought.
    if references and not has_deleted:
        schema["foreignKeys"] = references
    return schema


def _field(name: str, hint: Any) -> dict[str, Any]:
    alternatives = get_args(hint) or (hint,)
    is_required = type(None) not in alternatives
    kinds = {
        int: "integer",
        str: "string",
        Decimal: "number",
        bool: "boolean",
        date: "date",
        datetime: "datetime",
    }
    field: dict[str, Any] = {"name": name, "type": kinds[alternatives[0]]}
    if field["type"] == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if is_required:
        field["constraints"] = {"required": True}
    return field
