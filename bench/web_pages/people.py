"""People with long histories: twelve years of weekly payments in two cases each, among many others."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.test import Client
from django.utils import timezone

from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.models import Case, CaseMember, Caseworker, Office, Order, Participant
from customer_connect.domain.identity.models import User
from customer_connect.domain.payments.models import Balance, Disbursement, ExpectedPayment, Receipt

PAIRS = 40
WEEKS = 600
PARTS = {"current_support": Decimal("80.00"), "arrears": Decimal("20.00"), "interest": 0, "other": 0}


def make_people() -> None:
    """Fill the tables: pairs of people who share two cases, each payer in one and payee in the other."""
    office = Office.objects.create(
        id=1, name="Alder County", county="Alder", address_line_1="1 Main Street", city="Alder", state="CA",
        postal_code="95000", phone="+19165550100",
    )  # fmt: skip
    worker = Caseworker.objects.create(
        id=1, office=office, first_name="Dee", last_name="Delgado", extension="1"
    )
    numbers, today = count(1), timezone.localdate()
    for pair in range(PAIRS):
        left, right = (
            Participant.objects.create(
                id=1_000_000_000 + 2 * pair + side,
                first_name="Pat",
                last_name=f"Parker{pair}",
                birth_on=date(1990, 1, 1),
            )
            for side in (0, 1)
        )
        for payer, payee in ((left, right), (right, left)):
            case = Case.objects.create(
                id=200_000_000_000 + next(numbers), status="open", opened_on=date(2014, 1, 6), office=office
            )
            for person, role in ((payer, "noncustodial"), (payee, "custodial")):
                CaseMember.objects.create(
                    case=case,
                    participant=person,
                    role=role,
                    begins_on=case.opened_on,
                    office=office,
                    caseworker=worker,
                )
            _fill(case, payer, payee, today, numbers)


def _fill(case: Case, payer: Participant, payee: Participant, today: date, numbers: "count[int]") -> None:
    Order.objects.create(
        id=next(numbers), case=case, payer=payer, obligation="child_support", amount=100, frequency="weekly",
        ordered_on=case.opened_on, begins_on=case.opened_on,
    )  # fmt: skip
    days = [today - timedelta(days=7 * week) for week in range(WEEKS)]
    Receipt.objects.bulk_create(
        Receipt(
            id=next(numbers), case=case, payer=payer, posted_on=day, amount=100, kind="payment", status="posted",
            source="check", **PARTS,
        )
        for day in days
    )  # fmt: skip
    Disbursement.objects.bulk_create(
        Disbursement(
            id=next(numbers), case=case, payee=payee, posted_on=day, amount=100, kind="payment", status="paid",
            method="direct_deposit",
        )
        for day in days
    )  # fmt: skip
    for kind in ("current_support", "child_arrears", "interest"):
        Balance.objects.create(case=case, payer=payer, kind=kind, owed_to="family", amount=250, as_of=today)
    ExpectedPayment.objects.create(
        id=next(numbers), case=case, payee=payee, expected_on=today + timedelta(days=3), amount=100,
        status="scheduled", method="direct_deposit",
    )  # fmt: skip
    soon: datetime = timezone.now() + timedelta(days=9)
    CourtDate.objects.create(
        id=next(numbers), case=case, starts_at=soon, purpose="review", status="scheduled", courthouse="Courthouse",
        address="1 Main Street, Alder",
    )  # fmt: skip
    Appointment.objects.create(
        id=next(numbers), case=case, participant=payee, starts_at=soon, purpose="interview", mode="phone",
        status="scheduled",
    )  # fmt: skip


def sign_in(number: int) -> tuple[Client, str]:
    """Sign one of them in. Returns the test client and the cookies a browser sends from the second page on."""
    participant = Participant.objects.get(pk=1_000_000_000 + number)
    user, _ = User.objects.get_or_create(participant=participant, username=str(participant.pk))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    client.get("/home")
    return client, "; ".join(f"{morsel.key}={morsel.value}" for morsel in client.cookies.values())
