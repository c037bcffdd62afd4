"""What the fields of one row must be to each other. A rule gets a row's readable fields and yields what is wrong."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from customer_connect.exchange.inbound.fields import Problem
from customer_connect.exchange.inbound.tables import TABLES

Rule = Callable[[Sequence[str]], Iterable[Problem]]
NOTHING: tuple[Problem, ...] = ()

# The states, the District of Columbia, the territories, and the armed forces' post offices (USPS Publication 28).
US_STATES = frozenset(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI UM FM MH PW AA AE AP
    """.split()  # noqa: SIM905 a list of quoted codes is harder to read
)
_ZIP_LENGTHS = {5, 10}


def rule_of(table: str, *, as_of: date) -> Rule | None:
    """Return the rule for rows of a table, in a package that tells how things were on `as_of`."""
    makers: dict[str, Callable[[str], Rule]] = {
        "offices": _offices,
        "participants": _participants,
        "cases": _cases,
        "case_members": _case_members,
        "orders": _orders,
        "receipts": _receipts,
        "disbursements": _disbursements,
        "expected_payments": _expected_payments,
        "change_answers": _change_answers,
    }
    make = makers.get(table)
    return make(as_of.isoformat()) if make else None


def _positions(table: str, *names: str) -> list[int]:
    return [TABLES[table].position(name) for name in names]


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def _offices(_as_of: str) -> Rule:
    (state,) = _positions("offices", "state")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if row[state] not in US_STATES:
            return [Problem("state", "bad_state", f"is {row[state]!r}, not a state of the U.S.")]
        return NOTHING

    return rule


def _participants(as_of: str) -> Rule:
    birth, state, postal_code, country = _positions(
        "participants", "birth_on", "state", "postal_code", "country"
    )

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        problems = []
        if row[birth] > as_of:
            problems.append(Problem("birth_on", "bad_birth_date", f"is after {as_of}", is_fatal=False))
        if row[country] in {"", "US"}:
            if row[state] and row[state] not in US_STATES:
                problems.append(Problem("state", "bad_state", "is not a state of the U.S.", is_fatal=False))
            if row[postal_code] and not _is_zip(row[postal_code]):
                problems.append(
                    Problem("postal_code", "bad_postal_code", "is not a ZIP code", is_fatal=False)
                )
        return problems

    return rule


def _is_zip(text: str) -> bool:
    digits = text[:5] + text[6:]
    separated = len(text) == 5 or text[5:6] == "-"
    return len(text) in _ZIP_LENGTHS and separated and digits.isascii() and digits.isdigit()


def _cases(_as_of: str) -> Rule:
    status, opened, closed = _positions("cases", "status", "opened_on", "closed_on")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if row[status] == "closed" and not row[closed]:
            return [Problem("closed_on", "closed_without_date", "is empty though the case is closed")]
        if row[status] == "open" and row[closed]:
            return [Problem("closed_on", "open_with_closing_date", "is filled though the case is open")]
        if row[closed] and row[closed] < row[opened]:
            return [Problem("closed_on", "ends_before_begins", f"is {row[closed]}, before {row[opened]}")]
        return NOTHING

    return rule


def _ends_after_it_begins(table: str) -> Rule:
    begins, ends = _positions(table, "begins_on", "ends_on")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if row[ends] and row[ends] < row[begins]:
            return [Problem("ends_on", "ends_before_begins", f"is {row[ends]}, before {row[begins]}")]
        return NOTHING

    return rule


def _case_members(_as_of: str) -> Rule:
    return _ends_after_it_begins("case_members")


def _orders(_as_of: str) -> Rule:
    (amount,) = _positions("orders", "amount")
    check_dates = _ends_after_it_begins("orders")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if row[amount][0] == "-":
            return [Problem("amount", "negative_amount", f"is {row[amount]}, below zero")]
        return check_dates(row)

    return rule


def _expected_payments(_as_of: str) -> Rule:
    (amount,) = _positions("expected_payments", "amount")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if _cents(row[amount]) <= 0:
            return [Problem("amount", "negative_amount", f"is {row[amount]}, not above zero")]
        return NOTHING

    return rule


def _change_answers(_as_of: str) -> Rule:
    status, reason = _positions("change_answers", "status", "reason")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if row[status] == "refused" and not row[reason]:
            return [Problem("reason", "refused_without_reason", "is empty though the change was refused")]
        if row[status] == "accepted" and row[reason]:
            return [Problem("reason", "accepted_with_reason", "is filled though the change was accepted")]
        return NOTHING

    return rule


def _check_entry(kind: str, cents: int, reverses: str, negative_payment: str) -> Iterable[Problem]:
    """Check what receipts and disbursements have in common: the sign, and the entry reversed."""
    if kind == "payment":
        if cents <= 0:
            return [Problem("amount", negative_payment, "is not above zero in a payment")]
        if reverses:
            return [
                Problem("reverses_id", "payment_with_reversed_entry", "is filled though this is a payment")
            ]
    elif kind == "reversal":
        if cents >= 0:
            return [Problem("amount", "reversal_not_negative", "is not below zero in a reversal")]
        if not reverses:
            return [Problem("reverses_id", "reversal_without_entry", "is empty though this is a reversal")]
    return NOTHING


def _receipts(_as_of: str) -> Rule:
    amount, kind, reverses = _positions("receipts", "amount", "kind", "reverses_id")
    first, last = _positions("receipts", "current_support", "other")

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        cents = int(row[amount].replace(".", ""))
        parts = sum([int(part.replace(".", "")) for part in row[first : last + 1]])
        if parts == cents > 0 and row[kind] == "payment" and not row[reverses]:
            return NOTHING  # as nearly all of them
        problems = [*_check_entry(row[kind], cents, row[reverses], "negative_receipt")]
        if parts != cents:
            message = f"is {row[amount]}, but the parts add up to {parts / 100:.2f}"
            problems.append(Problem("amount", "allocation_mismatch", message))
        return problems

    return rule


def _disbursements(_as_of: str) -> Rule:
    payee, third_party, amount, kind, reverses = _positions(
        "disbursements", "payee_id", "third_party_name", "amount", "kind", "reverses_id"
    )

    def rule(row: Sequence[str]) -> Iterable[Problem]:
        if row[payee] and row[third_party]:
            return [Problem("third_party_name", "both_payees", "is filled though there is a payee")]
        if not row[payee] and not row[third_party]:
            return [Problem("payee_id", "no_payee", "is empty, and so is third_party_name")]
        cents = int(row[amount].replace(".", ""))
        if row[kind] == "payment" and cents > 0 and not row[reverses]:
            return NOTHING
        return _check_entry(row[kind], cents, row[reverses], "negative_disbursement")

    return rule
