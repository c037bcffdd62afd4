"""Turns in writing for text telephones, and what is typed on one."""

import pytest

from customer_connect.phone.gateways.tty.texts import LINE, answer_in, as_typed, is_complete, lines_of
from customer_connect.phone.turns import Ask, Prompt, Then, Turn


def test_texts_are_in_the_characters_that_a_text_telephone_has():
    assert as_typed("¿Cuál es su número? Oprima «1» – ¡ahora!") == "CUAL ES SU NUMERO? OPRIMA 1 - AHORA!"
    assert as_typed("Mañana, $120.50 & 5% (#3)") == "MANANA, $120.50 AND 5 PERCENT ( NUMBER 3)"
    assert as_typed("help@example.org\nline two") == "HELP AT EXAMPLE.ORG LINE TWO"


def test_lines_are_short_and_the_last_says_whose_turn_it_is():
    long = Prompt("one hundred twenty dollars " * 6, is_fixed=False, written="$120.00 " * 20)
    asked = lines_of(Turn("en", (Prompt("Welcome.", True), long), Ask("menu")))
    assert asked[0] == "WELCOME."
    assert asked[-1].endswith("$120.00 GA")
    assert "HUNDRED" not in " ".join(asked)
    assert all(len(line) <= LINE for line in asked)
    assert lines_of(Turn("en", (Prompt("Bye.", True),), then=Then.HANG_UP)) == ["BYE. SK SK"]
    assert lines_of(Turn("en", (), then=Then.TRANSFER, transfer_to="agents")) == ["PLS HD"]


@pytest.mark.parametrize(
    ("typed", "complete", "answer"),
    [
        ("PAYMENTS GA", True, "payments"),
        ("1 GA", True, "1"),
        ("7387921856 +-", True, "7387921856"),
        ("NO TKS GA TO SK", True, "no tks"),
        ("1234567890", False, "1234567890"),
        ("LAS VEGA", False, "las vega"),
        ("OK BYE SK SK", True, "ok bye"),
        ("SKSK", True, "goodbye"),
        ("GA", True, ""),
        ("MAIN\r\nMENU\r\nGA.", True, "main menu"),
    ],
)
def test_an_answer_ends_with_ga(typed: str, complete: bool, answer: str):
    assert is_complete(typed) is complete
    assert answer_in(typed, "en") == answer


def test_a_mere_sk_is_a_goodbye_in_the_language_of_the_call():
    assert answer_in("SK SK", "es") == "adiós"
