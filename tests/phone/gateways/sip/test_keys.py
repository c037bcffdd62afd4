"""Typed keys become answers, as turns.py says."""

import pytest

from customer_connect.phone.gateways.sip.keys import KeyCollector
from customer_connect.phone.turns import Ask, Choice


@pytest.mark.parametrize(
    ("digits", "keys", "answers"),
    [
        (None, "1", ["1"]),
        (None, "#1", ["1"]),
        (None, "7*", ["7", "*"]),
        ((3, 5), "12345", ["12345"]),
        ((3, 5), "1234567#", ["12345", "67"]),
        ((3, 5), "12#", ["12"]),
        ((3, 5), "12*987#", ["987"]),
        ((3, 5), "*", ["*"]),
        ((3, 5), "12**", ["*"]),
        ((3, 5), "0#", ["0"]),
        ((3, 5), "#", []),
        ((3, 5), "A", []),
    ],
)
def test_keys_become_answers(digits: tuple[int, int] | None, keys: str, answers: list[str]):
    collector = KeyCollector(Ask("question", (Choice("agent", "0"),), digits=digits))
    assert [answer for key in keys if (answer := collector.take(key))] == answers


def test_what_was_typed_so_far_is_an_answer_when_no_more_comes():
    collector = KeyCollector(Ask("question", digits=(3, 5)))
    collector.take("4")
    assert collector.is_waiting
    assert collector.finish() == "4"
    assert not collector.is_waiting
