"""Numbers of people and cases stay out of the log."""

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from customer_connect.core.logs import StrikeNumbersOfPeople


@pytest.mark.django_db
def test_a_path_that_is_not_found_is_logged_without_its_numbers_and_tokens(client: Client) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    for name in settings.LOGGING["handlers"]["console"]["filters"]:
        assert settings.LOGGING["filters"][name]["()"].endswith("StrikeNumbersOfPeople")
        handler.addFilter(StrikeNumbersOfPeople())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get("/nowhere/200000000004/x")
        client.get("/nowhere/cyx2pv-0123456789abcdef0123456789abcdef/x")
    finally:
        logger.removeHandler(handler)
    assert stream.getvalue() == "Not Found: /nowhere/*/x\n" * 2


@pytest.mark.parametrize(
    ("name", "args"), [("customer_connect.x", ("12345",)), ("django.request", {"a": "12345"})]
)
def test_our_own_words_are_left_alone(name: str, args: Any) -> None:
    record = logging.LogRecord(name, logging.INFO, "", 1, "%s", None, None)
    record.args = args
    assert StrikeNumbersOfPeople().filter(record)
    assert record.args == args


def test_callers_numbers_stay_out_of_what_the_sip_stack_says() -> None:
    said = "ua: rejected call from sip:+19165550142@192.0.2.7 (maximum 4 calls)"
    record = logging.LogRecord("baresip.native", logging.WARNING, "", 1, "%s", (said,), None)
    StrikeNumbersOfPeople().filter(record)
    assert record.getMessage() == "ua: rejected call from sip:+*@192.0.2.7 (maximum 4 calls)"
