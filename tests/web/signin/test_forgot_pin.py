"""The page that asks for a new PIN answers everybody alike."""

import logging
import re
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.test import Client

from customer_connect.core.agencies import agency
from customer_connect.domain.deliveries.models import Delivery
from customer_connect.domain.identity.actions.answer_pin_reset import answer_one
from customer_connect.domain.identity.actions.note_emails import note_emails
from customer_connect.domain.identity.models import PinResetRequest
from tests.domain.identity.people import SSN
from tests.factories import Family

FORM = {"first_name": "Ana", "last_name": "Núñez-O’Hara", "identifier": SSN, "delivery": "email"}


def ask(**changed: str) -> Any:
    return Client().post("/forgot-pin", {**FORM, **changed})


def test_asking_brings_an_email(family: Family) -> None:
    note_emails()
    response = ask()
    assert response.status_code == 302
    assert response["Location"] == "/forgot-pin/asked?by=email"
    assert answer_one()
    assert PinResetRequest.objects.get().state == "emailed"
    assert Delivery.objects.filter(participant=family.ana, message="temporary_pin_email").exists()


@pytest.mark.parametrize("delivery", ["email", "mail"])
@time_machine.travel("2026-03-02T20:00:00Z", tick=False)
def test_the_answer_is_the_same_for_everybody_from_header_to_footer(family: Family, delivery: str) -> None:
    answers = set()
    for who in (
        {},
        {"identifier": family.ana.number},
        {"identifier": "9999999999"},
        {"identifier": "536-22-0001"},
        {"first_name": "Nobody"},
        {"identifier": family.mia.number, "first_name": "Mia", "last_name": "Abbott"},
    ):
        first = ask(delivery=delivery, **who)
        headers = {
            name: value for name, value in first.headers.items() if name not in ("Expires", "Set-Cookie")
        }
        page = Client().get(first["Location"])
        text = re.sub(r'value="[A-Za-z0-9]{64}"', "", page.content.decode())
        answers.add((first.status_code, first.content, str(headers), page.status_code, text))
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"first_name": ""}, "Enter your first name."),
        ({"last_name": " "}, "Enter your last name."),
        ({"identifier": ""}, "Enter your Participant ID or Social Security number."),
        ({"identifier": "12345"}, "a Participant ID has 10 digits"),
        ({"identifier": "666-12-3456"}, "a Participant ID has 10 digits"),
        ({"delivery": ""}, "Choose email or standard mail."),
        ({"delivery": "pigeon"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_asked(
    family: Family, changed: dict[str, str], told: str
) -> None:
    page = ask(**changed)
    assert page.status_code == 200
    assert told in page.content.decode()
    assert not PinResetRequest.objects.exists()


def test_nothing_typed_is_lost_but_an_ssn_is_never_shown(family: Family) -> None:
    page = ask(last_name="").content.decode()
    assert 'value="Ana"' in page
    assert re.search(r'value="email"[^>]*checked', page)
    assert SSN not in page
    page = ask(last_name="", identifier=family.ana.number).content.decode()
    assert family.ana.number in page
    assert "666-12-3456" not in ask(identifier="666-12-3456").content.decode()


def test_an_agency_can_do_without_ssns(family: Family, settings: Any) -> None:
    settings.AGENCY = replace(agency(), identifiers=replace(agency().identifiers, sign_in_with_ssn=False))
    page = ask().content.decode()
    assert "Check the number: a Participant ID has 10 digits." in page
    assert "Social Security" not in page


def test_too_many_requests_from_one_network_are_told_to_wait_and_keep_what_was_typed(
    family: Family, settings: Any
) -> None:
    policy = replace(agency().sign_in, pin_requests_per_network_and_hour=1)
    settings.AGENCY = replace(agency(), sign_in=policy)
    ask()
    answer = ask()
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3601
    assert "Please wait a while" in answer.content.decode()
    assert 'value="Ana"' in answer.content.decode()


def test_nothing_typed_is_in_a_log_or_an_address(family: Family, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    response = ask(first_name="Zebulon")
    answer_one()
    for secret in (SSN, SSN.replace("-", ""), "Zebulon"):
        assert secret not in caplog.text
        assert secret not in str(response.headers)
