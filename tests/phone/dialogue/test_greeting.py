import pytest

from tests.phone.callers import TestCaller

pytestmark = pytest.mark.django_db


def test_callers_are_greeted_in_both_languages_each_by_its_own_voice():
    caller = TestCaller()

    assert "For English, press one or say English." in caller.said
    assert "Para español, marque el dos o diga español." in caller.said
    voices = [prompt.language for prompt in caller.turn.say]
    assert voices == ["en", "en", "es", "es"]


@pytest.mark.parametrize(
    ("answer", "language"),
    [("1", "en"), ("2", "es"), ("9", "es"), ("english", "en"), ("español", "es"), ("spanish", "es")],
)
def test_a_language_is_chosen_by_key_or_speech(answer, language):
    caller = TestCaller()
    caller.press(answer) if answer.isdigit() else caller.speak(answer)

    assert caller.question == "parent"
    assert caller.turn.language == language


def test_spanish_is_there_by_nine_at_the_next_questions_and_english_by_word():
    caller = TestCaller()
    caller.press("1")
    assert "Para español, marque el nueve o diga español." in caller.said
    assert "¿Es usted" in caller.press("9")
    assert "Are you a parent" in caller.speak("english")
    assert caller.press("1", "9").startswith("Marque su número")
    assert caller.turn.language == "es"


def test_english_has_the_key_one_where_that_is_free():
    caller = TestCaller()
    caller.press("2", "2")  # general information: one is taken
    assert caller.turn.ask is not None
    english = {choice.value: choice for choice in caller.turn.ask.choices}["english"]
    assert english.key == ""
    caller.speak("inglés")
    assert caller.turn.language == "en"


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("1", "identifier"),
        ("2", "general_menu"),
        ("7", "other_menu"),
        ("yes", "identifier"),
        ("no", "general_menu"),
        ("none of these", "other_menu"),
    ],
)
def test_parents_and_guardians_sign_in_and_others_hear_general_information(answer, question):
    caller = TestCaller()
    caller.press("1")
    caller.press(answer) if answer.isdigit() else caller.speak(answer)
    assert caller.question == question


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("1", "Any parent or guardian of a child can apply"),
        ("2", "direct deposit into your bank account, or an Electronic Payment Card"),
        ("3", "Agents answer Monday to Friday, from eight a.m. to five p.m., except on holidays."),
        ("4", "child support, in one word, dot c a, dot gov"),
    ],
)
def test_general_information_is_told_and_the_menu_follows(keys, words):
    caller = TestCaller()
    assert words in caller.press("1", "2", keys)
    assert caller.question == "general_menu"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("1", "an order to withhold wages"),
        ("2", "eight six six, three nine nine, four zero nine six"),
        ("3", "four zero eight, two seven three, zero zero seven three"),
    ],
)
def test_other_options_are_told(keys, words):
    caller = TestCaller()
    assert words in caller.press("1", "7", keys)


def test_everybody_hears_how_to_reach_an_agent_before_anything_else():
    caller = TestCaller()
    assert caller.press("1").startswith("You can say agent or press zero at any time.")


def test_on_a_tty_nothing_says_press_or_say():
    caller = TestCaller(channel="tty")
    read = [caller.said, caller.type("english"), caller.type("no"), caller.type("website"), caller.type("menu"),
            caller.type("yes"), caller.type("help")]  # fmt: skip
    for text in read[:-1]:
        assert "press" not in text
        assert " say " not in text.replace("agent or 0", "")
    assert "866-399-4096" in TestCaller(channel="tty").type("1", "7", "tty")


def test_all_that_is_said_in_spanish_is_spanish():
    caller = TestCaller()
    caller.press("2")
    said = [caller.said, *(caller.press(*keys) for keys in ("2", "1", "2", "3", "4", "7", "1", "2", "3"))]
    for text in said:
        assert not {"press", "you", "your", "the", "agent"} & set(text.lower().replace(".", " ").split()), (
            text
        )
