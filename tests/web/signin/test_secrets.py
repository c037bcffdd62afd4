"""No PIN and no SSN is written anywhere it should not be."""

import logging
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter

from customer_connect.domain.identity.sessions import SessionStore
from customer_connect.web.signin import login as login_page
from tests.domain.identity.people import NEW, PIN, SSN, WRONG
from tests.factories import Family

SECRETS = [SSN, SSN.replace("-", ""), PIN, NEW, WRONG]


def rows() -> str:
    """Everything in every table, as text; bytes as far as they are text."""
    return "\n".join(
        " ".join(
            bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
            for value in row.values()
        )
        for model in apps.get_models()
        for row in model._default_manager.values()
    )


def test_signing_in_wrong_right_and_changing_the_pin_leaves_no_secret(
    family: Family, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    client = Client()
    pages = [
        client.post("/login", {"identifier": SSN, "pin": WRONG}),
        client.post("/login", {"identifier": SSN, "pin": ""}),
        client.post("/login", {"identifier": SSN, "pin": PIN}),
        client.post("/login/confirm", {"pin": WRONG}),
        client.post("/profile/change-pin", {"current_pin": PIN, "new_pin": NEW, "confirm_new_pin": WRONG}),
        client.post("/profile/change-pin", {"current_pin": PIN, "new_pin": NEW, "confirm_new_pin": NEW}),
        client.get("/profile/sign-ins"),
    ]
    assert pages[2].status_code == 302
    assert pages[5].status_code == 302
    session = str(dict(client.session))
    output = capsys.readouterr()
    places = {
        "log": caplog.text,
        "output": output.out + output.err,
        "session": session,
        "database": rows(),
        **{f"page {number}": page.content.decode() for number, page in enumerate(pages)},
        **{f"headers {number}": str(page.headers) + str(page.cookies) for number, page in enumerate(pages)},
    }
    assert "identity.pin_changed" in places["database"], "it looks where things are written"
    found = [(place, secret) for place, text in places.items() for secret in SECRETS if secret in text]
    assert found == []


def test_an_error_report_shows_neither_fields_nor_variables(
    family: Family, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def fail(**secrets: str) -> None:
        raise RuntimeError

    settings.DEBUG = True  # where Django's own filter would show them
    monkeypatch.setattr(login_page, "sign_in", fail)
    request = RequestFactory().post("/login", {"identifier": SSN, "pin": PIN})
    request.user, request.session = AnonymousUser(), SessionStore()
    with pytest.raises(RuntimeError) as caught:
        login_page.login(request)
    report = ExceptionReporter(request, caught.type, caught.value, caught.tb).get_traceback_data()
    assert [frame["function"] for frame in report["frames"]][-1] == "fail"
    assert ("identifier", "********************") in report["filtered_POST_items"]
    assert [secret for secret in SECRETS if secret in str(report)] == []
