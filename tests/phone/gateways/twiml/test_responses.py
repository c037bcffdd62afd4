from dataclasses import replace

import pytest
from lxml import etree

from customer_connect.phone.gateways.twiml.responses import Addresses, TwimlSettings, twiml_of
from customer_connect.phone.turns import Ask, Choice, Prompt, Then, Turn
from tests.phone.gateways.twiml.schemas import checked

ADDRESSES = Addresses("https://site/answer/1", "https://site/transferred/1", "https://site/taken")
SETTINGS = TwimlSettings(
    voices={"en": "Polly.Joanna"},
    transfers={"agents": "sip:agents@pbx.example.org", "others": "+19165550100"},
)
MENU_ASK = Ask(
    "main_menu", (Choice("payments", "1", ("payments", "my payments")), Choice("agent", "0", ("agent",)))
)
MENU = Turn(
    "en",
    (Prompt("Main menu.", is_fixed=True), Prompt("Para español, marque 9.", is_fixed=True, language="es")),
    MENU_ASK,
)


def written(turn, *, settings=SETTINGS, sound_of=lambda place: None, **how):
    return checked(twiml_of(turn, settings, ADDRESSES, sound_of, **how))


def test_a_menu_is_said_while_keys_and_speech_are_listened_for():
    (gather,) = written(MENU)
    assert [(say.text, say.get("language"), say.get("voice")) for say in gather] == [
        ("Main menu.", "en-US", "Polly.Joanna"),
        ("Para español, marque 9.", "es-US", None),
    ]
    assert gather.get("numDigits") == "1"
    assert gather.get("hints") == "payments, my payments, agent"
    assert (gather.get("language"), gather.get("bargeIn"), gather.get("timeout")) == ("en-US", "true", "6")


def test_spanish_is_listened_for_in_spanish():
    (gather,) = written(replace(MENU, language="es"))
    assert gather.get("language") == "es-US"


def test_a_number_ends_with_its_last_digit_and_is_hinted_at():
    (gather,) = written(replace(MENU, ask=Ask("pin", digits=(6, 12), is_secret=True, seconds_of_silence=7.5)))
    assert (gather.get("numDigits"), gather.get("timeout")) == ("12", "8")
    assert gather.get("hints") == "$OOV_CLASS_DIGIT_SEQUENCE"


def test_what_may_not_be_interrupted_is_said_before_anybody_listens():
    *said, gather = written(replace(MENU, ask=replace(MENU_ASK, can_interrupt=False)))
    assert [say.tag for say in said] == ["Say", "Say"]
    assert len(gather) == 0


def test_callers_can_be_listened_to_again_without_a_word():
    (gather,) = written(MENU, says_it=False)
    assert len(gather) == 0


def test_our_own_voice_is_played_from_where_it_is():
    (gather,) = written(MENU, sound_of=lambda place: f"https://site/sound/{place}.wav")
    assert [(play.tag, play.text) for play in gather] == [
        ("Play", "https://site/sound/0.wav"),
        ("Play", "https://site/sound/1.wav"),
    ]


@pytest.mark.parametrize(
    ("queue", "tag", "where"),
    [("agents", "Sip", "sip:agents@pbx.example.org"), ("others", "Number", "+19165550100")],
)
def test_a_transfer_rings_where_settings_say(queue, tag, where):
    said, _, dial = written(replace(MENU, ask=None, then=Then.TRANSFER, transfer_to=queue))
    assert said.text == "Main menu."
    assert [(party.tag, party.text) for party in dial] == [(tag, where)]
    assert dial.get("action") == ADDRESSES.transferred
    assert dial[0].get("statusCallback") == ADDRESSES.taken


def test_the_desks_number_of_the_call_goes_along():
    settings = replace(SETTINGS, transfers={"agents": "sip:agents@pbx.example.org;call={reference}"})
    turn = replace(MENU, ask=None, then=Then.TRANSFER, transfer_to="agents", transfer_reference="4711")
    assert written(turn, settings=settings)[-1][0].text == "sip:agents@pbx.example.org;call=4711"


def test_a_goodbye_ends_the_call():
    assert [each.tag for each in written(replace(MENU, ask=None, then=Then.HANG_UP))] == [
        "Say",
        "Say",
        "Hangup",
    ]


def test_words_that_look_like_markup_stay_words():
    (gather,) = written(replace(MENU, say=(Prompt("A < B & “C”", is_fixed=False),)))
    assert gather[0].text == "A < B & “C”"


def test_hints_stay_within_what_the_cloud_takes():
    phrases = (*(f"phrase {number}" for number in range(600)), "x" * 200, "one, two")
    (gather,) = written(replace(MENU, ask=Ask("long", (Choice("all", phrases=phrases),))))
    hints = gather.get("hints").split(", ")
    assert len(hints) == 500
    assert max(map(len, hints)) <= 100


@pytest.mark.parametrize(
    "wrong",
    [
        "<Response/>",
        "<Response><Say>Hello</Say><Hangup/></Response>",
        '<Response><Say langauge="en-US" language="en-US">Hello</Say><Hangup/></Response>',
        "<Response><Hangup/><Hangup/></Response>",
    ],
)
def test_the_schema_refuses_what_is_not_twiml(wrong):
    with pytest.raises(etree.DocumentInvalid):
        checked(wrong)
