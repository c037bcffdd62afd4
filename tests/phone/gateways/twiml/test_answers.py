import pytest

from customer_connect.phone.gateways.twiml.answers import has_failed, heard_of, number_of
from customer_connect.phone.turns import Ask, Choice, Heard
from customer_connect.providers.speech import ACCEPT_FROM, CONFIRM_FROM

MENU = Ask("main_menu", (Choice("payments", "1", ("payments",)),))
NUMBER = Ask("pin", digits=(6, 12), is_secret=True)


@pytest.mark.parametrize(
    ("form", "ask", "heard"),
    [
        ({"Digits": "1"}, MENU, Heard(keys="1")),
        ({"Digits": "*"}, MENU, Heard(keys="*")),
        ({"Digits": "123456"}, NUMBER, Heard(keys="123456")),
        ({"Digits": "123456", "FinishedOnKey": "#"}, NUMBER, Heard(keys="123456")),
        ({"Digits": "12*345"}, NUMBER, Heard(keys="*")),
        ({"Digits": "0"}, NUMBER, Heard(keys="0")),
        (
            {"SpeechResult": "My payments.", "Confidence": "0.91"},
            MENU,
            Heard(speech="My payments.", confidence=0.91),
        ),
        ({"SpeechResult": "payments", "Confidence": "7"}, MENU, Heard(speech="payments", confidence=1.0)),
        ({}, MENU, Heard(is_silence=True)),
        ({"Digits": "", "SpeechResult": " "}, MENU, Heard(is_silence=True)),
        ({"Digits": "#"}, MENU, None),
        ({"FinishedOnKey": "#"}, MENU, None),
        ({"Digits": "w"}, MENU, None),
    ],
)
def test_what_the_cloud_brings_is_an_answer(form, ask, heard):
    assert heard_of(form, ask) == heard


@pytest.mark.parametrize("told", [{}, {"Confidence": ""}, {"Confidence": "0.0"}, {"Confidence": "high"}])
def test_where_the_cloud_is_not_told_how_sure_it_is_the_dialogue_asks(told):
    heard = heard_of({"SpeechResult": "pagos", **told}, MENU)
    assert heard is not None
    assert CONFIRM_FROM < heard.confidence < ACCEPT_FROM


@pytest.mark.parametrize(
    ("status", "failed"),
    [
        ("completed", False),
        ("answered", False),
        ("busy", True),
        ("no-answer", True),
        ("failed", True),
        ("canceled", True),
    ],
)
def test_a_transfer_has_failed_when_nobody_took_it(status, failed):
    assert has_failed({"DialCallStatus": status}) is failed


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("+19165550142", "+19165550142"),
        (" 19165550142", ""),
        ("Anonymous", ""),
        ("+266696687", ""),
        ("sip:ana@example.org", ""),
        ("", ""),
        ("+1916555014２", ""),
    ],
)
def test_only_real_numbers_are_passed_on(sent, number):
    assert number_of({"From": sent}, "From") == number
