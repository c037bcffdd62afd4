import json

from customer_connect.phone.turns import Ask, Choice, Prompt, Then, Turn, turn_as_json, turn_from_json


def test_a_turn_comes_back_from_json_as_it_was():
    ask = Ask(
        name="main_menu",
        choices=(
            Choice("payments", "1", ("payments", "my payments")),
            Choice("agent", "0", ("agent",), True),
        ),
        digits=(6, 12),
        is_secret=True,
    )
    turn = Turn("es", (Prompt("ciento veinte dólares", is_fixed=False, written="$120.00"),), ask)
    farewell = Turn("en", (Prompt("Goodbye.", is_fixed=True),), then=Then.HANG_UP)

    for before in (turn, farewell):
        assert turn_from_json(json.loads(json.dumps(turn_as_json(before)))) == before


def test_an_ask_tells_its_keys_and_each_phrase_once():
    ask = Ask("q", (Choice("a", "1", ("yes", "yeah")), Choice("b", "", ("yes", "no"))))

    assert ask.keys == {"1"}
    assert ask.phrases == ("yes", "yeah", "no")


def test_a_prompt_is_shown_as_written_where_that_differs():
    assert Prompt("one dollar", is_fixed=False, written="$1.00").shown == "$1.00"
    assert Prompt("Hello.", is_fixed=True).shown == "Hello."
