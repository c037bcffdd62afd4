import pytest

from customer_connect.phone.dialogue.phrases import PHRASES, phrases_for
from customer_connect.phone.dialogue.understanding import CONFIDENT, choice_in
from customer_connect.phone.turns import Choice

MENU = {
    "payments": "1",
    "dates": "2",
    "pin_change": "3",
    "case": "4",
    "balances": "5",
    "agent": "0",
    "repeat": "*",
}
YES_OR_NO = {"yes": "1", "no": "2", "none_of_these": "7", "agent": "0", "spanish": "9"}


def choices(keys, language):
    return [Choice(value, key, phrases_for(value, language)) for value, key in keys.items()]


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("en", "payments", "payments"),
        ("en", "I'd like to hear my payments, please", "payments"),
        ("en", "uh... PIN change", "pin_change"),
        ("en", "change my pin", "pin_change"),
        ("en", "when is my court date", "dates"),
        ("en", "court dates", "dates"),
        ("en", "one", "payments"),
        ("en", "press three", "pin_change"),
        ("en", "option number 5", "balances"),
        ("en", "star", "repeat"),
        ("en", "zero", "agent"),
        ("en", "talk to a person", "agent"),
        ("en", "payments or balances", None),
        ("en", "bananas", None),
        ("en", "", None),
        ("en", "...", None),
        ("es", "pagos", "payments"),
        ("es", "quisiera oír mis pagos por favor", "payments"),
        ("es", "Información de mi caso", "case"),
        ("es", "informacion del caso", "case"),
        ("es", "¿cuánto debo?", "balances"),
        ("es", "la opción uno", "payments"),
        ("es", "marque el tres", "pin_change"),
        ("es", "agente", "agent"),
        ("es", "fechas", "dates"),
        ("es", "asterisco", "repeat"),
    ],
)
def test_the_main_menu_understands_what_callers_say(language, said, meant):
    found = choice_in(said, choices(MENU, language), language)
    assert (found and found.choice.value) == meant


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("en", "yes", "yes"),
        ("en", "yes I am", "yes"),
        ("en", "no", "no"),
        ("en", "No, I'm not.", "no"),
        ("en", "I know", None),
        ("en", "I don't know", None),
        ("en", "none of these", "none_of_these"),
        ("en", "español", "spanish"),
        ("es", "sí", "yes"),
        ("es", "si señor", "yes"),
        ("es", "no", "no"),
        ("es", "no sé", None),
        ("es", "no estoy seguro", None),
        ("es", "ninguno", "none_of_these"),
    ],
)
def test_yes_and_no_are_not_heard_where_they_were_not_said(language, said, meant):
    found = choice_in(said, choices(YES_OR_NO, language), language)
    assert (found and found.choice.value) == meant


def test_a_misspelled_word_is_understood_but_not_surely():
    for language, typed in (("en", "paymets"), ("en", "balences"), ("es", "sald0s")):
        found = choice_in(typed, choices(MENU, language), language)
        assert found is not None, typed
        assert found.certainty < CONFIDENT


def test_a_word_among_many_others_is_not_surely_meant():
    found = choice_in("my neighbor told me yesterday that her payments never came", choices(MENU, "en"), "en")
    assert found is not None
    assert found.certainty < CONFIDENT


def test_every_choice_has_phrases_in_both_languages():
    for value, both in PHRASES.items():
        assert set(both) == {"en", "es"}, value
        assert all(
            phrase == phrase.lower() and phrase.strip() for phrases in both.values() for phrase in phrases
        )
