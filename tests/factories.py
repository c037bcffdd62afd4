"""People, cases and money. Ana and Ben share a case, Cal is a stranger, Dee works the case, Eve elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from customer_connect.core.identifiers import Ssn
from customer_connect.core.languages import Language
from customer_connect.core.sealing import blind_index, seal
from customer_connect.domain.calendar.enums import (
    AppointmentMode,
    AppointmentPurpose,
    DateStatus,
    HearingPurpose,
)
from customer_connect.domain.calendar.models import Appointment, CourtDate
from customer_connect.domain.cases.enums import CaseStatus, Frequency, Obligation, Role
from customer_connect.domain.cases.models import Case, CaseMember, Caseworker, Office, Order, Participant
from customer_connect.domain.conversations.due_dates import due_date_of
from customer_connect.domain.conversations.enums import Subject
from customer_connect.domain.conversations.models import Conversation, Message
from customer_connect.domain.identity.models import User
from customer_connect.domain.payments.enums import (
    BalanceKind,
    DisbursementStatus,
    EntryKind,
    ExpectedStatus,
    Method,
    OwedTo,
    ReceiptStatus,
    Source,
)
from customer_connect.domain.payments.models import Balance, Disbursement, ExpectedPayment, Receipt


def _moment(days: int) -> datetime:
    """Return ten in the morning, agency-local, so many days from today."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)


class OfficeFactory(DjangoModelFactory[Office]):
    """An office that has moved to the statewide system."""

    class Meta:
        model = Office

    id = Sequence(lambda n: 100 + n)
    name = LazyAttribute(lambda office: f"{office.county} County Child Support Services")
    county = Sequence(lambda n: f"Alder{n}")
    address_line_1 = "100 Main Street"
    city = "Alderton"
    state = "CA"
    postal_code = "95000"
    phone = "+19165550100"
    transitioned_on = date(2008, 11, 1)


class CaseworkerFactory(DjangoModelFactory[Caseworker]):
    """A caseworker of some office."""

    class Meta:
        model = Caseworker

    id = Sequence(lambda n: 500 + n)
    office = SubFactory(OfficeFactory)
    first_name = "Dee"
    last_name = Sequence(lambda n: f"Delgado{n}")
    extension = "4021"


class ParticipantFactory(DjangoModelFactory[Participant]):
    """A person with a valid address and email. Give `ssn="536-22-1234"` for one with an SSN."""

    class Meta:
        model = Participant

    id = Sequence(lambda n: 1_200_000_000 + n)
    first_name = "Pat"
    last_name = Sequence(lambda n: f"Parker{n}")
    birth_on = date(1988, 2, 29)
    address_line_1 = Sequence(lambda n: f"{n + 1} Elm Street")
    city = "Willowbrook"
    state = "CA"
    postal_code = "95811"
    is_address_valid = True
    email = LazyAttribute(lambda person: f"{person.first_name}.{person.id}@example.org".lower())
    mobile_phone = "+19165550123"

    @classmethod
    def _create(cls, model_class: type[Participant], *args: Any, **kwargs: Any) -> Participant:
        if ssn := kwargs.pop("ssn", None):
            digits = ssn.replace("-", "")
            kwargs["ssn_sealed"] = seal(Ssn(digits).digits, purpose="ssn")
            kwargs["ssn_index"] = blind_index(digits, purpose="ssn")
        person: Participant = super()._create(model_class, *args, **kwargs)
        return person


class UserFactory(DjangoModelFactory[User]):
    """The sign-in of a participant. It has no PIN yet: the identity actions give one."""

    class Meta:
        model = User

    participant = SubFactory(ParticipantFactory)
    username = LazyAttribute(lambda user: str(user.participant.pk))


class CaseFactory(DjangoModelFactory[Case]):
    """An open case."""

    class Meta:
        model = Case

    id = Sequence(lambda n: 200_000_000_000 + n)
    status = CaseStatus.OPEN
    opened_on = date(2019, 5, 6)
    office = SubFactory(OfficeFactory)


class CaseMemberFactory(DjangoModelFactory[CaseMember]):
    """A custodial parent in a case, unless told otherwise."""

    class Meta:
        model = CaseMember

    case = SubFactory(CaseFactory)
    participant = SubFactory(ParticipantFactory)
    role = Role.CUSTODIAL
    begins_on = date(2019, 5, 6)
    office = LazyAttribute(lambda member: None if member.role == Role.CHILD else member.case.office)


class OrderFactory(DjangoModelFactory[Order]):
    """An order for monthly child support."""

    class Meta:
        model = Order

    id = Sequence(lambda n: 700 + n)
    case = SubFactory(CaseFactory)
    payer = SubFactory(ParticipantFactory)
    obligation = Obligation.CHILD_SUPPORT
    court_number = "FL-19-000123"
    amount = Decimal("450.00")
    frequency = Frequency.MONTHLY
    ordered_on = date(2019, 7, 1)
    begins_on = date(2019, 8, 1)


class ReceiptFactory(DjangoModelFactory[Receipt]):
    """A posted payment, all of it for current support."""

    class Meta:
        model = Receipt

    id = Sequence(lambda n: 3_000_000 + n)
    case = SubFactory(CaseFactory)
    payer = SubFactory(ParticipantFactory)
    posted_on = date(2026, 3, 2)
    amount = Decimal("450.00")
    kind = EntryKind.PAYMENT
    status = ReceiptStatus.POSTED
    source = Source.CHECK
    current_support = LazyAttribute(lambda receipt: receipt.amount - receipt.arrears - receipt.interest)
    arrears = Decimal("0.00")
    interest = Decimal("0.00")
    other = Decimal("0.00")


class DisbursementFactory(DjangoModelFactory[Disbursement]):
    """A payment sent by direct deposit."""

    class Meta:
        model = Disbursement

    id = Sequence(lambda n: 4_000_000 + n)
    case = SubFactory(CaseFactory)
    payee = SubFactory(ParticipantFactory)
    posted_on = date(2026, 3, 4)
    amount = Decimal("450.00")
    kind = EntryKind.PAYMENT
    status = DisbursementStatus.PAID
    method = Method.DIRECT_DEPOSIT


class ExpectedPaymentFactory(DjangoModelFactory[ExpectedPayment]):
    """A payment expected in five days."""

    class Meta:
        model = ExpectedPayment

    id = Sequence(lambda n: 5_000_000 + n)
    case = SubFactory(CaseFactory)
    payee = SubFactory(ParticipantFactory)
    expected_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=5))
    amount = Decimal("450.00")
    status = ExpectedStatus.SCHEDULED
    method = Method.DIRECT_DEPOSIT


class BalanceFactory(DjangoModelFactory[Balance]):
    """Past-due child support owed to the family."""

    class Meta:
        model = Balance

    case = SubFactory(CaseFactory)
    payer = SubFactory(ParticipantFactory)
    kind = BalanceKind.CHILD_ARREARS
    owed_to = OwedTo.FAMILY
    amount = Decimal("1350.00")
    as_of = date(2026, 3, 1)


class CourtDateFactory(DjangoModelFactory[CourtDate]):
    """A hearing in three weeks that calls every party."""

    class Meta:
        model = CourtDate

    id = Sequence(lambda n: 6_000_000 + n)
    case = SubFactory(CaseFactory)
    participant = None
    starts_at = LazyFunction(lambda: _moment(21))
    purpose = HearingPurpose.MODIFICATION
    status = DateStatus.SCHEDULED
    courthouse = "Gordon D. Schaber Courthouse"
    department = "Department 12"
    address = "720 9th Street, Sacramento, CA 95814"
    court_number = "FL-19-000123"


class AppointmentFactory(DjangoModelFactory[Appointment]):
    """An appointment by phone in a week."""

    class Meta:
        model = Appointment

    id = Sequence(lambda n: 8_000_000 + n)
    case = SubFactory(CaseFactory)
    participant = SubFactory(ParticipantFactory)
    starts_at = LazyFunction(lambda: _moment(7))
    purpose = AppointmentPurpose.ORDER_REVIEW
    mode = AppointmentMode.PHONE
    status = DateStatus.SCHEDULED


class ConversationFactory(DjangoModelFactory[Conversation]):
    """A conversation that waits for an answer, without a message. Give `participant`, `case` and `office`."""

    class Meta:
        model = Conversation

    id = Sequence(lambda n: 9_100_000 + n)
    participant = SubFactory(ParticipantFactory)
    case = SubFactory(CaseFactory)
    subject = Subject.PAYMENT
    language = Language.ENGLISH
    opened_at = LazyFunction(timezone.now)
    last_message_at = LazyAttribute(lambda conversation: conversation.opened_at)
    waiting_since = LazyAttribute(lambda conversation: conversation.opened_at)
    due_on = LazyAttribute(lambda conversation: due_date_of(conversation.opened_at))
    form_key = LazyFunction(uuid4)


class MessageFactory(DjangoModelFactory[Message]):
    """A message of the participant, unless told who on the `staff` wrote it."""

    class Meta:
        model = Message

    conversation = SubFactory(ConversationFactory)
    body = "When will my payment arrive?"
    sent_at = LazyFunction(timezone.now)
    form_key = LazyFunction(uuid4)


@dataclass(frozen=True)
class Family:
    """A shared case and everybody around it. Each party is served by an office of their own."""

    case: Case
    ana: Participant
    ben: Participant
    mia: Participant
    dee: Caseworker
    order: Order
    receipt: Receipt
    disbursement: Disbursement


def ana_and_ben(**ben_too: Any) -> Family:
    """Make Ana (custodial, office Alder) and Ben (noncustodial, office Birch): one order, one payment that reached her.

    Keyword arguments are Ben's. What each must not learn of the other has telling names: Hideaway Lane, Faraway.
    """
    alder = OfficeFactory.create(county="Alder", phone="+19165550111")
    birch = OfficeFactory.create(county="Birch", phone="+12135550122", city="Birchville")
    dee = CaseworkerFactory.create(office=alder, first_name="Dee", last_name="Delgado", extension="4021")
    bens_worker = CaseworkerFactory.create(
        office=birch, first_name="Bo", last_name="Brandt", extension="7077"
    )
    ana = ParticipantFactory.create(
        first_name="Ana",
        middle_name="Lucía",
        last_name="Núñez-O’Hara",
        ssn="536-22-1234",
        address_line_1="12 Hideaway Lane",
        city="Willowbrook",
        postal_code="95811",
        email="ana@example.org",
        mobile_phone="+19165550171",
        employer_name="Quiet Garden Nursery",
        employer_phone="+19165550181",
        employer_address="9 Fern Road, Willowbrook, CA 95811",
        language=Language.SPANISH,
    )
    ben = ParticipantFactory.create(
        **{
            "first_name": "Ben",
            "last_name": "Abbott",
            "suffix": "Jr.",
            "ssn": "536-22-9876",
            "address_line_1": "77 Faraway Avenue",
            "city": "Birchville",
            "postal_code": "90001",
            "email": "ben@example.org",
            "mobile_phone": "+12135550192",
            "employer_name": "Harbor Crane Works",
            "employer_phone": "+12135550193",
            "employer_address": "4 Dock Street, Birchville, CA 90001",
            **ben_too,
        }
    )
    mia = ParticipantFactory.create(
        first_name="Mia", last_name="Abbott", birth_on=date(2016, 9, 14), email=""
    )
    case = CaseFactory.create(office=alder)
    CaseMemberFactory.create(case=case, participant=ana, role=Role.CUSTODIAL, office=alder, caseworker=dee)
    CaseMemberFactory.create(
        case=case, participant=ben, role=Role.NONCUSTODIAL, office=birch, caseworker=bens_worker
    )
    CaseMemberFactory.create(case=case, participant=mia, role=Role.CHILD)
    order = OrderFactory.create(case=case, payer=ben)
    receipt = ReceiptFactory.create(case=case, payer=ben)
    disbursement = DisbursementFactory.create(case=case, payee=ana, receipt_id=receipt.pk)
    return Family(case, ana, ben, mia, dee, order, receipt, disbursement)


def cal() -> Participant:
    """Make Cal, a stranger with a case of his own at the office where Eve works."""
    cedar = OfficeFactory.create(county="Cedar")
    eve = CaseworkerFactory.create(office=cedar, first_name="Eve", last_name="Eckhart", extension="5310")
    stranger = ParticipantFactory.create(first_name="Cal", last_name="Castillo", ssn="536-22-5555")
    CaseMemberFactory.create(
        case=CaseFactory.create(office=cedar),
        participant=stranger,
        role=Role.NONCUSTODIAL,
        office=cedar,
        caseworker=eve,
    )
    return stranger


def user_of(participant: Participant) -> User:
    """Return the participant's user, made if there is none. `client.force_login(user_of(ana))` signs Ana in."""
    user = User.objects.filter(participant=participant).first()
    return user or UserFactory.create(participant=participant)
