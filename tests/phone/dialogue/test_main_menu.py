from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from customer_connect.domain.audit.models import Event
from customer_connect.domain.calendar.enums import AppointmentMode, DateStatus
from customer_connect.domain.cases.enums import Role
from customer_connect.domain.payments.enums import BalanceKind, EntryKind, OwedTo, ReceiptStatus, Source
from tests.domain.identity.people import PIN
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    CaseFactory,
    CaseMemberFactory,
    CourtDateFactory,
    DisbursementFactory,
    ExpectedPaymentFactory,
    Family,
    ReceiptFactory,
)
from tests.phone.callers import TestCaller

pytestmark = pytest.mark.django_db

CALIFORNIA = ZoneInfo("America/Los_Angeles")


def call_of(participant, language: str = "1", channel: str = "phone") -> TestCaller:
    caller = TestCaller(channel=channel)
    answer = caller.type if channel == "tty" else caller.press
    answer(language, "1", participant.number, PIN)
    assert caller.question == "main_menu", caller.said
    return caller


def test_who_pays_hears_what_they_paid(family: Family):
    ben = call_of(family.ben)
    said = ben.press("1", "3")
    assert said.startswith(
        "The last payments that you made: On March second, twenty twenty-six, four hundred fifty dollars."
    )
    assert "For the payments menu, press two or say payments menu." in said


def test_who_is_paid_hears_what_comes_and_what_came(family: Family):
    ExpectedPaymentFactory.create(
        case=family.case, payee=family.ana, expected_on=date(2026, 3, 21), amount=Decimal("1204.05")
    )
    ana = call_of(family.ana, language="2")
    said = ana.speak("pagos", "pagos recientes")
    assert said.startswith(
        "Usted espera mil doscientos cuatro dólares con cinco centavos el veintiuno de marzo de dos mil veintiséis. "
        "Los últimos pagos enviados a usted: El cuatro de marzo de dos mil veintiséis, cuatrocientos cincuenta dólares."
    )
    assert "Usted espera $1,204.05 el 21 de marzo de 2026." in ana.written


def test_who_does_both_is_asked_made_first(family: Family):
    second = CaseFactory.create()
    CaseMemberFactory.create(case=second, participant=family.ben, role=Role.CUSTODIAL)
    DisbursementFactory.create(case=second, payee=family.ben, amount=Decimal("81.00"))
    ben = call_of(family.ben)
    said = ben.press("1", "3")
    assert said.startswith("For payments that you made, press one")
    assert "four hundred fifty dollars. That was in the case that ends in" in ben.press("1")
    ben.press("2", "3")
    assert "eighty-one dollars" in ben.press("2")


def test_earlier_payments_follow_three_at_a_time(family: Family):
    for month in (10, 11, 12):
        ReceiptFactory.create(
            case=family.case, payer=family.ben, posted_on=date(2025, month, 2), amount=Decimal(100 + month)
        )
    ben = call_of(family.ben)
    first = ben.press("1", "3")
    assert "November second" in first
    assert "October" not in first
    second = ben.press("1")
    assert second.startswith("Earlier payments that you made: On October second, twenty twenty-five")
    assert "For earlier payments" not in second
    assert ben.press("*") == second
    assert "one hundred ten dollars" in second


def test_what_became_of_a_payment_is_told_and_never_its_source(family: Family):
    bounced = ReceiptFactory.create(
        case=family.case,
        payer=family.ben,
        posted_on=date(2026, 3, 3),
        status=ReceiptStatus.RETURNED,
        source=Source.TAX_REFUND,
    )
    ReceiptFactory.create(
        case=family.case,
        payer=family.ben,
        posted_on=date(2026, 3, 5),
        kind=EntryKind.REVERSAL,
        amount=Decimal("-450.00"),
        reverses_id=bounced.pk,
    )
    ReceiptFactory.create(
        case=family.case, payer=family.ben, posted_on=date(2026, 3, 6), status=ReceiptStatus.HELD
    )
    ben = call_of(family.ben)
    said = ben.press("1", "3")
    assert "On March sixth, twenty twenty-six, four hundred fifty dollars, which is on hold." in said
    assert "four hundred fifty dollars was taken back" in said
    assert "which was returned on March fifth" in said
    for source in ("tax", "refund", "check", "wage", "card"):
        assert source not in said.lower()


def test_how_to_pay_and_be_paid_is_on_one(family: Family):
    said = call_of(family.ben).press("1", "1")
    assert "direct deposit into your bank account, or an Electronic Payment Card" in said
    assert "Your PIN cannot make payments" in said


def test_nothing_on_record_is_said_plainly(family: Family):
    family.receipt.delete()
    assert call_of(family.ben).press("1", "3").startswith("There are no payments by you on record.")


def test_balances_keep_current_support_arrears_and_interest_apart(family: Family):
    as_of = date(2026, 3, 1)
    for kind, amount in ((BalanceKind.CURRENT_SUPPORT, "450.00"), (BalanceKind.INTEREST, "31.07")):
        BalanceFactory.create(
            case=family.case, payer=family.ben, kind=kind, amount=Decimal(amount), as_of=as_of
        )
    BalanceFactory.create(
        case=family.case, payer=family.ben, owed_to=OwedTo.STATE, amount=Decimal("100.00"), as_of=as_of
    )
    said = call_of(family.ben).speak("balances")
    assert said.startswith(
        "You owe, as of March first, twenty twenty-six: Current support due: four hundred fifty dollars. "
        "Past-due child support, owed to the State: one hundred dollars. "
        "Interest: thirty-one dollars and seven cents. "
        "Together: five hundred eighty-one dollars and seven cents."
    )
    ana = call_of(family.ana, language="2").press("5")
    assert ana.startswith("A usted le deben, al primero de marzo de dos mil veintiséis: Manutención actual")
    assert "Estado" not in ana


def test_the_case_is_told_with_the_own_part_the_order_and_the_next_due_date(family: Family):
    said = call_of(family.ben).press("4")
    ending = " ".join(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][int(digit)]
                      for digit in family.case.number[-4:])  # fmt: skip
    assert f"Your case that ends in {ending} is open. It was opened on May sixth, twenty nineteen." in said
    assert "In it you are the noncustodial parent." in said
    assert "Court order: child support, four hundred fifty dollars every month." in said
    assert "Your next payment of four hundred fifty dollars is due on April first, twenty twenty-six." in said
    assert "dial two one three, five five five, zero one two two, extension seven zero seven seven" in said


def test_an_office_is_not_told_for_people_in_danger(family: Family):
    family.ana.has_family_violence_indicator = True
    family.ana.save()
    said = call_of(family.ana).press("4")
    assert "To reach your caseworker, say agent." in said
    assert "nine one six" not in said


def test_with_several_cases_one_is_asked_for(family: Family):
    other = CaseFactory.create(opened_on=date(2024, 2, 1))
    CaseMemberFactory.create(case=other, participant=family.ben, role=Role.NONCUSTODIAL)
    ben = call_of(family.ben)
    said = ben.press("4")
    assert said.startswith("You have two cases.")
    assert ben.turn.ask is not None
    assert ben.turn.ask.digits == (1, 1)
    assert "It was opened on February first, twenty twenty-four." in ben.press("1")
    ben.press("4")
    assert "That is not one of the choices." in ben.press("5")
    assert "May sixth, twenty nineteen" in ben.speak("two")


def test_dates_to_come_are_told_without_addresses(family: Family):
    CourtDateFactory.create(
        case=family.case,
        starts_at=datetime(2026, 3, 24, 8, 30, tzinfo=CALIFORNIA),
        status=DateStatus.RESCHEDULED,
    )
    AppointmentFactory.create(
        case=family.case,
        participant=family.ana,
        starts_at=datetime(2026, 3, 17, 14, 0, tzinfo=CALIFORNIA),
        mode=AppointmentMode.IN_PERSON,
        place="Lantern Room",
        address="3 Lantern Way",
    )
    ana = call_of(family.ana)
    said = ana.press("2")
    assert said.startswith(
        "Appointment: Tuesday, March seventeenth, twenty twenty-six at two p.m. Review of your support order. "
        "Where: Lantern Room. Court date: Tuesday, March twenty-fourth, twenty twenty-six at eight thirty a.m. "
        "To change a support order. This date was changed. Where: Gordon D. Schaber Courthouse, Department 12."
    )
    assert "9th Street" not in said
    assert "Lantern Way" not in said


def test_what_is_heard_is_audited_once_for_each_time(family: Family):
    ben = call_of(family.ben)
    ben.press("1", "3", "8", "5", "4", "2")
    actions = [event.action for event in Event.objects.about(family.ben.pk).order_by("id")]
    assert [action for action in actions if action.endswith("_viewed")] == [
        "payments.history_viewed",
        "payments.balances_viewed",
        "cases.details_viewed",
        "calendar.dates_viewed",
    ]
    channels = set(
        Event.objects.about(family.ben.pk).exclude(channel="command").values_list("channel", flat=True)
    )
    assert channels == {"phone"}


def test_on_a_tty_everything_is_typed_and_amounts_are_figures(family: Family):
    ben = call_of(family.ben, channel="tty")
    ben.type("payments")
    said = ben.type("recent payments")
    assert "On March 2, 2026, $450.00." in said
    assert ben.call.channel == "tty"


def test_language_can_change_in_the_middle_and_what_was_said_is_said_again(family: Family):
    ben = call_of(family.ben)
    ben.press("1", "3")
    assert ben.press("9").startswith("Los últimos pagos que usted hizo: El dos de marzo")


def test_only_who_has_signed_in_hears_a_menu_of_their_own(family: Family):
    caller = TestCaller()
    caller.press("1")
    caller.state["question"] = "main_menu"  # a gateway that mixes up its calls
    caller.press("5")
    assert caller.question == "identifier"
    assert caller.said.startswith("Please sign in first.")


def test_after_something_was_heard_the_menu_is_short_until_help_is_wanted(family: Family):
    ben = call_of(family.ben)
    said = ben.press("5")
    assert "What else would you like to hear? Press a key, or say payments, dates" in said
    assert "press one" not in said
    assert ben.press("*") == said
    assert "For payments, press one or say payments." in ben.stay_silent()
    ben.press("5")
    assert "For payments, press one or say payments." in ben.speak("help")
    ben.press("5")
    assert ben.speak("payments").startswith("Payments.")


def test_times_are_written_rightly_in_spanish(family: Family):
    AppointmentFactory.create(
        case=family.case, participant=family.ana, starts_at=datetime(2026, 3, 17, 13, 0, tzinfo=CALIFORNIA)
    )
    ana = call_of(family.ana, language="2")
    assert "a la una de la tarde" in ana.press("2")
    assert "a la 1:00 p.m." in ana.written
