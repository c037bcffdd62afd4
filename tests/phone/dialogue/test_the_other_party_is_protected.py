"""A walk through the whole dialogue as each of the two parties, by every way a question offers."""

from decimal import Decimal

import pytest

from customer_connect.phone.dialogue.tree import QUESTIONS
from tests.domain.identity.people import PIN
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    CourtDateFactory,
    DisbursementFactory,
    ExpectedPaymentFactory,
    Family,
    ReceiptFactory,
)
from tests.phone.callers import TestCaller

pytestmark = pytest.mark.django_db

OF_ANA = [
    "Ana",
    "Núñez",
    "O’Hara",
    "Lucía",
    "Hideaway",
    "Willowbrook",
    "95811",
    "ana@example.org",
    "Quiet",
    "Garden",
    "Fern",
    "Alder",
    "Delgado",
    "4021",
    "Lantern",
    "Quill",
    "431.17",
    "432.19",
    "1234",
    "Rosalind",
    "555-0171",
    "555-0111",
    "Spanish-speaking",
]
OF_BEN = [
    "Ben",
    "Abbott",
    "Faraway",
    "Birch",
    "90001",
    "ben@example.org",
    "Harbor",
    "Crane",
    "Dock",
    "Brandt",
    "7077",
    "Anchor",
    "Rudder",
    "433.23",
    "9876",
    "555-0192",
    "555-0122",
]
SPOKEN_OF_ANA = [
    "one hundred seventy-one",
    "four zero two one",
    "four hundred thirty-one dollars",
    "nine one six, five five five",
]
SPOKEN_OF_BEN = [
    "seven zero seven seven",
    "four hundred thirty-three dollars",
    "two one three, five five five",
]
SOURCES = [
    "tax",
    "refund",
    "wage",
    "withholding",
    "benefit",
    "check",
    "card",
    "impuesto",
    "cheque",
    "salario",
]
DEPTH = 4


@pytest.fixture
def world(family: Family) -> Family:
    case, ana, ben = family.case, family.ana, family.ben
    AppointmentFactory.create(case=case, participant=ana, place="Lantern Room", address="3 Lantern Way")
    CourtDateFactory.create(case=case, participant=ana, courthouse="Quill Courthouse", address="5 Quill")
    DisbursementFactory.create(case=case, payee=ana, amount=Decimal("431.17"))
    ExpectedPaymentFactory.create(case=case, payee=ana, amount=Decimal("432.19"))
    DisbursementFactory.create(case=case, payee=None, third_party_name="Grandmother Rosalind")
    AppointmentFactory.create(case=case, participant=ben, place="Anchor Room", address="8 Anchor Way")
    CourtDateFactory.create(case=case, participant=ben, courthouse="Rudder Courthouse", address="6 Rudder")
    ReceiptFactory.create(case=case, payer=ben, amount=Decimal("433.23"))
    BalanceFactory.create(case=case, payer=ben)
    CourtDateFactory.create(case=case)
    return family


def everything_said_to(participant, language: str) -> tuple[str, set[tuple[str, str]]]:
    """Take every choice of every question that can be reached, and return all that was said, and the ways taken."""
    ways: set[tuple[str, str]] = set()
    seen: set[str] = set()

    def visit(caller: TestCaller, depth: int) -> None:
        ask = caller.turn.ask
        if ask is None or depth == 0 or (ask.name in seen and ask.name != "payments_told"):
            return
        seen.add(ask.name)
        state, turn = caller.state, caller.turn
        for choice in ask.choices:
            caller.state, caller.turn = state, turn
            caller.speak(choice.phrases[0]) if choice.phrases else caller.press(choice.key)
            if not choice.is_global:
                ways.add((ask.name, caller.question))
            visit(caller, depth - 1)

    caller = TestCaller()
    caller.press(language, "1", participant.number, PIN)
    assert caller.question == "main_menu"
    visit(caller, DEPTH)
    assert not [word for word in SOURCES if word in "\n".join(caller.personal).lower()]
    return "\n".join(caller.heard), ways


@pytest.mark.parametrize("language", ["1", "2"])
def test_ben_hears_nothing_of_ana_and_ana_nothing_of_ben(world: Family, language: str):
    of_ben, _ = everything_said_to(world.ben, language)
    of_ana, _ = everything_said_to(world.ana, language)

    assert [word for word in [*OF_ANA, *SPOKEN_OF_ANA] if word in of_ben] == []
    assert [word for word in [*OF_BEN, *SPOKEN_OF_BEN] if word in of_ana] == []
    assert "433.23" in of_ben
    assert "431.17" in of_ana
    for said in (of_ben.lower(), of_ana.lower()):
        for word in (
            "9th street",
            "hideaway",
            "faraway",
            "lantern way",
            "anchor way",
            "elm street",
        ):
            assert word not in said


def test_the_walk_leads_only_where_the_picture_says(world: Family):
    _, ways = everything_said_to(world.ben, "1")
    stops = {"transfer": "agent", "hang_up": "goodbye"}
    drawn = {
        (question.name, way)
        for question in QUESTIONS.values()
        for option in question.options
        for way in option.ways_on
    }
    assert {(name, stops.get(to, to)) for name, to in ways} <= drawn
    assert len(ways) > 15


def test_every_way_on_names_a_question():
    known = {*QUESTIONS, "agent", "goodbye"}
    for question in QUESTIONS.values():
        ways = [way for option in question.options for way in option.ways_on]
        ways += question.number.leads_to if question.number else ()
        assert set(ways) <= known, question.name
