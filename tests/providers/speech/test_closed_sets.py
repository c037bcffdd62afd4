import pytest

from customer_connect.providers.speech import ACCEPT_FROM, CONFIRM_FROM, NOTHING
from customer_connect.providers.speech.closed_sets import best_of, digits_in, plain

PHRASES = ("payments", "pin change", "no", "español", "información de mi caso", "i don't know it")


@pytest.mark.parametrize(
    ("transcript", "text"),
    [
        (" Payments.", "payments"),
        ("PIN-change!", "pin change"),
        ("Espanol", "español"),
        ("Información de mi caso.", "información de mi caso"),
        ("I don’t know it", "i don't know it"),
        ("I want my payments, please.", "payments"),
    ],
)
def test_what_was_said_is_found_whatever_the_spelling(transcript, text):
    best = best_of(transcript, "en", PHRASES, None)
    assert best.text == text
    assert best.confidence >= ACCEPT_FROM


def test_what_was_misheard_a_little_is_asked_about():
    best = best_of("paymints", "en", PHRASES, None)
    assert best.text == "payments"
    assert CONFIRM_FROM <= best.confidence < 1


@pytest.mark.parametrize("transcript", ["", "...", "The dog is blue.", "No lo creo en absoluto", "know"])
def test_strangers_words_are_nothing(transcript):
    assert best_of(transcript, "en", PHRASES, (4, 6)) == NOTHING


@pytest.mark.parametrize(
    ("transcript", "language", "number"),
    [
        ("1234", "en", "1234"),
        ("One, two, three, four.", "en", "1234"),
        ("12 oh 4", "en", "1204"),
        ("uno, dos, tres, 4", "es", "1234"),
        ("one agent", "en", ""),
        ("veinte", "es", ""),
    ],
)
def test_digits_are_found_in_words_and_figures(transcript, language, number):
    assert digits_in(plain(transcript), language) == number


def test_too_few_digits_are_no_number():
    assert best_of("one two three", "en", (), (4, 6)) == NOTHING
    assert best_of("one two three four", "en", (), (4, 6)).text == "1234"
