"""The home page as a document: where a person stands, prepared on a day, for themselves or another agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from customer_connect.core.dates import format_day, format_moment
from customer_connect.core.money import format_dollars
from customer_connect.documents.compiling import render
from customer_connect.documents.pages import page


@dataclass(frozen=True)
class BalanceLine:
    """One balance: what it is of, as people read it, and the dollars owed as of a day."""

    label: str
    as_of: date
    amount: Decimal


@dataclass(frozen=True)
class Statement:
    """The balances that one person owes in one case, current support, arrears and interest apart (CCP 695.211).

    `total` is their sum, given where all are of one day.
    """

    title: str
    lines: Sequence[BalanceLine]
    total: Decimal | None


@dataclass(frozen=True)
class CaseSummary:
    """One case as its party sees it."""

    number: str
    status: str
    role: str
    statements: Sequence[Statement]


@dataclass(frozen=True)
class Figure:
    """A payment, made or to come: its name, and its dollars and day, or why there is none."""

    label: str
    amount: Decimal | None
    day: date | None
    remark: str = ""


@dataclass(frozen=True)
class NextDate:
    """The next court date or appointment, as people read it. `remark` tells that it was changed."""

    starts_at: datetime
    purpose: str
    place: str
    remark: str = ""


@dataclass(frozen=True)
class HomePage:
    """Everything that the document tells."""

    participant_name: str
    participant_number: str
    prepared_at: datetime
    figures: Sequence[Figure]
    next_date: NextDate | None
    cases: Sequence[CaseSummary]


def home_page_pdf(home: HomePage) -> bytes:
    """Return the summary as a tagged PDF in the language in force."""
    return render("home_page.typ", _data(home))


def _data(home: HomePage) -> dict[str, Any]:
    return {
        "page": page(
            title=_("Account Summary"),
            participant_name=home.participant_name,
            participant_number=home.participant_number,
            made_on=timezone.localdate(home.prepared_at),
        ),
        "facts": [
            {"label": _("Name"), "value": home.participant_name},
            {"label": _("Participant ID"), "value": home.participant_number},
            {"label": _("Prepared on"), "value": format_moment(home.prepared_at)},
        ],
        "payments-heading": _("Payments"),
        "figures": [_figure(figure) for figure in home.figures],
        "date-heading": _("Next court date or appointment"),
        "date": _next_date(home.next_date),
        "balances-heading": _("Balances"),
        "cases": [_case(case) for case in home.cases],
        "no-cases": _("We have no child support case on record for you."),
        "no-balances": _("No balances are on record in this case."),
        "notes": [
            _(
                "This summary shows what the child support agency had on record at the time above. "
                "Amounts can change when a payment comes in."
            )
        ],
    }


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "label": figure.label,
        "amount": "" if figure.amount is None else format_dollars(figure.amount),
        "day": format_day(figure.day) if figure.day else "",
        "remark": figure.remark,
    }


def _next_date(found: NextDate | None) -> dict[str, Any]:
    if found is None:
        return {"when": "", "lines": [_("You have no court date or appointment coming up.")]}
    lines = [line for line in (found.remark, found.purpose, found.place) if line]
    return {"when": format_moment(found.starts_at), "lines": lines}


def _case(case: CaseSummary) -> dict[str, Any]:
    my_role = _("My role")
    return {
        "title": _("Case %(number)s") % {"number": case.number},
        "standing": f"{case.status} · {my_role}: {case.role}",
        "statements": [_statement(statement) for statement in case.statements],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    total = statement.total
    return {
        "title": statement.title,
        "labels": [_("Balance"), _("As of"), _("Amount")],
        "rows": [
            [line.label, format_day(line.as_of), format_dollars(line.amount)] for line in statement.lines
        ],
        "foot": None if total is None else [_("The amounts above added together"), format_dollars(total)],
    }
