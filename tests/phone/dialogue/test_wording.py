"""Every prompt of the dialogue, in both languages: what the voice is given to read, and what a text telephone shows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from customer_connect.domain.payments.enums import EntryKind
from customer_connect.phone.dialogue.conversation import Conversation
from customer_connect.phone.dialogue.tree import QUESTIONS, SAYINGS
from customer_connect.phone.dialogue.tree.always_there import CONFIRM
from customer_connect.phone.turns import Prompt
from tests.domain.identity.people import PIN
from tests.factories import (
    AppointmentFactory,
    BalanceFactory,
    CourtDateFactory,
    ExpectedPaymentFactory,
    Family,
    ReceiptFactory,
)
from tests.phone.callers import TestCaller

pytestmark = pytest.mark.django_db

# What only somebody who listens and speaks can follow.
FOR_THE_EAR = {
    "en": re.compile(r"\b(say|press|hear|heard|quiet|pound|star|keys?)\b", re.IGNORECASE),
    "es": re.compile(r"\b(diga|decir|marque|marcar|oír|oye|oímos|oprima|teclas?|asterisco)\b", re.IGNORECASE),
}
UNREADABLE = re.compile(r"[0-9$%#*/@&_<>]|\.\.")
TWICE = re.compile(r"\b([^\W\d_]+) \1\b", re.IGNORECASE)
# Said one after the other: zero zero, twenty twenty-six.
NUMBERS = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "twenty"} | {
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
}  # fmt: skip


@pytest.fixture
def busy_family(family: Family) -> Family:
    """Ana and Ben, with something of each kind to tell."""
    for on, amount, kind in (
        (date(2026, 2, 1), "450.00", EntryKind.PAYMENT),
        (date(2026, 2, 3), "-20.50", EntryKind.ADJUSTMENT),
    ):
        ReceiptFactory.create(
            case=family.case, payer=family.ben, posted_on=on, amount=Decimal(amount), kind=kind
        )
    ExpectedPaymentFactory.create(case=family.case, payee=family.ana)
    BalanceFactory.create(case=family.case, payer=family.ben)
    CourtDateFactory.create(
        case=family.case, department=""
    )  # else a figure: a place is said as it is on file
    AppointmentFactory.create(case=family.case, participant=family.ben)
    return family


def everything_said(conversation: Conversation, case_id: int) -> Iterator[tuple[str, Prompt]]:
    """Yield every prompt that this caller can meet, with the name of what it belongs to."""
    now = timezone.now()
    values: dict[str, dict[str, Any]] = {
        "not_heard": {"again": True},
        "not_understood": {"again": True},
        "case": {"case_id": case_id},
        "payments_made": {"place": None},
        "payments_sent": {"place": None},
        "wrong_pin": {"tries_left": 2, "is_signed_in": False},
        "locked": {"until": (now + timedelta(minutes=15)).isoformat()},
        "weak_pin": {"reason": "."},  # the website's own words, with a figure or two
        "reset_asked": {"way": "mail"},
        "wait": {"position": 2, "minutes": 21},
        "place": {"position": 2},
        "call_back_noted": {
            "from_at": now.replace(hour=17, minute=0).isoformat(),
            "until_at": now.replace(hour=19, minute=0).isoformat(),
        },
    }
    for name, saying in SAYINGS.items():
        for prompt in saying(conversation, **values.get(name, {})):
            yield name, prompt
    for name, question in QUESTIONS.items():
        if name == CONFIRM:
            conversation.state["confirming"] = {"value": "payments"}
        for speak in (question.ask, question.help, question.brief):
            for prompt in speak(conversation) if speak else ():
                yield name, prompt
        conversation.state.pop("confirming", None)


def said_to_ben(family: Family, channel: str, language: str) -> list[tuple[str, Prompt]]:
    ben = TestCaller(channel=channel)
    answer = ben.type if channel == "tty" else ben.press
    answer("1", "1", family.ben.number, PIN)
    conversation = Conversation({**ben.state, "language": language}, ben.call)
    with translation.override(language):
        return list(everything_said(conversation, family.case.pk))


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_tty_nothing_tells_to_speak_or_to_listen(busy_family: Family, language: str) -> None:
    # The first question is asked in both languages.
    wrong = [
        f"{name}: {prompt.shown}"
        for name, prompt in said_to_ben(busy_family, "tty", language)
        if FOR_THE_EAR[prompt.language or language].search(prompt.shown)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_voice_gets_words_and_each_of_them_once(busy_family: Family, language: str) -> None:
    wrong = []
    for name, prompt in said_to_ben(busy_family, "phone", language):
        twice = {found[1].lower() for found in TWICE.finditer(prompt.text)} - NUMBERS
        if twice or UNREADABLE.search(prompt.text):
            wrong.append(f"{name}: {prompt.text}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_is_too_long_to_follow_by_ear(busy_family: Family, language: str) -> None:
    wrong = [
        f"{name}: {sentence}"
        for name, prompt in said_to_ben(busy_family, "phone", language)
        for sentence in re.split(r"(?<=[.?:])\s", prompt.text)
        if len(sentence.split()) > 40
    ]
    assert not wrong, "\n".join(wrong)
