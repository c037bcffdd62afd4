import pytest

from tests.phone.callers import TestCaller

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(in_business_hours):
    caller = TestCaller()
    caller.press("1")
    return caller


def test_what_was_not_surely_heard_is_asked_about(caller):
    said = caller.speak("none of these", confidence=0.5)
    assert said.startswith("You said none of these. Is that right?")
    assert caller.question == "confirm"
    caller.speak("yes", confidence=0.5)
    assert caller.question == "other_menu"


def test_after_a_no_the_question_is_asked_again(caller):
    caller.speak("none of these", confidence=0.5)
    caller.press("2")
    assert caller.question == "parent"
    caller.press("1")
    assert caller.question == "identifier"


def test_an_agent_is_reached_even_while_something_is_asked_about(caller):
    caller.speak("none of these", confidence=0.5)
    caller.press("0")
    assert caller.question == "transfer"


def test_the_check_of_what_was_heard_can_be_repeated_and_follows_the_language(caller):
    caller.speak("none of these", confidence=0.5)
    assert caller.press("*").startswith("You said none of these.")
    assert caller.speak("español").startswith("Usted dijo ninguno.")
    caller.press("1")
    assert (caller.question, caller.turn.language) == ("other_menu", "es")


def test_silence_brings_help_in_other_words_then_an_agent(caller):
    first, second = caller.stay_silent(), caller.stay_silent()
    assert first.startswith("I did not hear you. Are you a parent")
    assert second.startswith(
        "I still do not hear you. You can also use the keys of your phone. Say yes if you have"
    )
    caller.stay_silent()
    assert caller.question == "transfer"


def test_what_is_not_understood_brings_help_in_other_words_then_an_agent(caller):
    first, second = caller.mumble(), caller.press("5")
    assert first.startswith("Sorry, I did not understand.")
    assert second.startswith("I am sorry, I still did not understand.")
    caller.speak("bananas and cream")
    assert caller.question == "transfer"


def test_an_understood_answer_forgives_earlier_strikes(caller):
    caller.mumble()
    caller.mumble()
    caller.speak("help")
    caller.mumble()
    assert caller.question == "parent"


def test_three_numbers_that_cannot_be_right_lead_to_an_agent(caller):
    caller.press("1")
    assert "too short, too long, or not a valid one" in caller.press("123")
    caller.press("000123456", "9999")
    assert caller.question == "transfer"


def test_help_tells_what_can_be_done_here_and_always(caller):
    said = caller.speak("help")
    assert said.startswith("Say yes if you have a child support case")
    assert "say repeat or press star" in said
    assert caller.question == "parent"


def test_repeat_says_the_whole_turn_again(caller):
    told = caller.press("2", "4")
    assert caller.press("*") == told
    assert caller.speak("say that again") == told


def test_main_menu_goes_back_and_goodbye_ends(caller):
    caller.press("2", "3")
    caller.speak("main menu")
    assert caller.question == "parent"
    assert caller.speak("goodbye").endswith("Goodbye.")
    assert caller.question == "hang_up"


def test_a_number_that_was_said_is_read_back_digit_by_digit(caller):
    caller.press("1")
    said = caller.speak("one two zero, triple zero, double zero four five")
    assert said.startswith("The number is one two zero, zero zero zero, zero zero four five. Is that right?")
    caller.speak("no")
    assert caller.question == "identifier"
    caller.speak("one two oh oh oh oh oh oh four five", "yes")
    assert caller.question == "pin"


def test_an_ssn_is_read_back_in_its_own_groups(caller):
    caller.press("1")
    assert "five three six, two two, one two three four" in caller.speak("5 3 6 2 2 1 2 3 4")


def test_neither_numbers_nor_pins_are_in_the_state_or_the_record(caller):
    caller.press("1")
    caller.speak("1200000045")
    for text in (str(caller.state), str(caller.call.path)):
        assert "1200000045" not in text
    caller.press("1", "604817")
    for text in (str(caller.state), str(caller.call.path)):
        assert "604817" not in text


def test_a_number_said_some_minutes_ago_is_asked_for_again(caller, in_business_hours):
    caller.press("1", "1200000045")
    in_business_hours.shift(4 * 60)
    caller.stay_silent()
    in_business_hours.shift(4 * 60)
    caller.stay_silent()
    in_business_hours.shift(4 * 60)
    assert caller.press("604817").startswith("That took a while.")
    assert caller.question == "identifier"


def test_a_call_that_lasts_too_long_ends(caller, in_business_hours):
    in_business_hours.shift(61 * 60)
    assert "Please call again" in caller.press("1")
    assert caller.question == "hang_up"


def test_what_breaks_is_apologised_for_and_not_told(caller, caplog, monkeypatch):
    monkeypatch.setattr("customer_connect.phone.dialogue.engine.note_step", lambda **_: 1 / 0, raising=True)
    said = caller.press("1")
    assert said.startswith("I am sorry, something went wrong on our side.")
    assert caller.question == "hang_up"
    assert "division" not in caplog.text


def test_the_state_of_a_call_that_is_over_opens_nothing(caller):
    caller.hang_up()
    caller.press("1")
    assert caller.question == "hang_up"
    assert caller.call.outcome == "caller"


def test_what_was_hardly_heard_is_not_guessed(caller):
    assert caller.speak("none of these", confidence=0.3).startswith("Sorry, I did not understand.")
