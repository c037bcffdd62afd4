import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from customer_connect.domain.identity.models import Session
from tests.domain.identity.people import NEW, PIN, SSN, WRONG, give_pin
from tests.factories import Family

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/login", "/es/login", "/forgot-pin", "/es/forgot-pin", "/signed-out", "/es/signed-out"]
)
def test_everybody_may_read_the_pages_around_signing_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_signing_in_leads_home_in_the_language_of_the_page(
    client: Client, family: Family, prefix: str
) -> None:
    response = client.post(f"{prefix}/login", {"identifier": family.ana.number, "pin": PIN})
    assert response.status_code == 302
    assert response["Location"] == f"{prefix}/home"
    assert Session.objects.visible_to(family.ana.user).count() == 1


def test_a_wrong_pin_says_so_and_shows_no_ssn(client: Client, family: Family) -> None:
    response = client.post("/login", {"identifier": SSN, "pin": WRONG})
    assert response.status_code == 200
    page = response.content.decode()
    assert "do not go together" in page
    assert SSN not in page
    assert SSN.replace("-", "") not in page
    assert WRONG not in page


def test_a_temporary_pin_leads_nowhere_but_to_choosing_a_new_one(client: Client, family: Family) -> None:
    give_pin(family.ana, is_temporary=True)
    response = client.post("/login", {"identifier": family.ana.number, "pin": PIN})
    assert response["Location"] == "/login/new-pin"
    for path in ("/home", "/case", "/profile/change-pin", "/profile/sign-ins"):
        assert client.get(path)["Location"] == "/login/new-pin"
    assert client.get("/login/new-pin").status_code == 200
    weak = client.post("/login/new-pin", {"new_pin": "123456", "confirm_new_pin": "123456"})
    assert "counts up or down" in weak.content.decode()
    done = client.post("/login/new-pin", {"new_pin": NEW, "confirm_new_pin": NEW})
    assert done["Location"] == "/home"
    assert client.get("/profile/sign-ins").status_code == 200


def test_a_locked_participant_is_told_when_to_try_again_and_what_else_to_do(
    client: Client, family: Family
) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 20, 0, 30, tzinfo=UTC), tick=False):
        answers = [client.post("/login", {"identifier": family.ana.number, "pin": WRONG}) for _ in range(5)]
    page = answers[-1].content.decode()
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "901"
    assert "12:16 p.m." in page  # agency time, never too early
    assert 'href="/forgot-pin"' in page
    assert "866-901-3212" in page


def test_an_unknown_number_gets_the_very_same_pages(client: Client, family: Family) -> None:
    def pages(identifier: str) -> list[str]:
        with time_machine.travel(datetime(2026, 3, 2, 20, 0, tzinfo=UTC), tick=False):
            answers = [Client().post("/login", {"identifier": identifier, "pin": WRONG}) for _ in range(6)]
        return [
            f"{answer.status_code} {re.sub(token, '', answer.content.decode()).replace(identifier, '')}"
            for answer in answers
        ]

    token = r'name="csrfmiddlewaretoken" value="\w+"'
    assert pages("9999999999") == pages(family.ana.number)


def test_the_last_tries_before_a_lock_are_announced(client: Client, family: Family) -> None:
    answers = [client.post("/login", {"identifier": family.ana.number, "pin": WRONG}) for _ in range(3)]
    assert "2 more tries" in answers[-1].content.decode()


def test_a_spent_temporary_pin_says_so_and_how_to_get_another(client: Client, family: Family) -> None:
    give_pin(family.ana, is_temporary=True)
    client.post("/login", {"identifier": family.ana.number, "pin": PIN})
    again = Client().post("/login", {"identifier": family.ana.number, "pin": PIN})
    assert "works only once" in again.content.decode()
    assert 'href="/forgot-pin"' in again.content.decode()


@pytest.mark.parametrize(
    ("asked", "gets"),
    [
        ("/case", "/case"),
        ("/es/case?x=1", "/es/case?x=1"),
        ("https://evil.example/", "/home"),
        ("//evil.example/", "/home"),
        ("/\\evil.example", "/home"),
        ("javascript:alert(1)", "/home"),
        ("case", "/home"),
        ("/logout", "/home"),
        ("/leave", "/home"),
        ("", "/home"),
    ],
)
def test_signing_in_leads_on_only_inside_this_site(
    client: Client, family: Family, asked: str, gets: str
) -> None:
    response = client.post("/login", {"identifier": family.ana.number, "pin": PIN, "next": asked})
    assert response["Location"] == gets


def test_a_page_that_needs_sign_in_comes_back_after_it(client: Client, family: Family) -> None:
    sent = client.get("/profile/sign-ins")
    assert sent["Location"] == "/login?next=/profile/sign-ins"
    assert 'name="next" value="/profile/sign-ins"' in client.get(sent["Location"]).content.decode()


def test_signing_in_takes_a_new_session_key(client: Client, family: Family) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    client.post("/login", {"identifier": family.ana.number, "pin": PIN})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


def test_somebody_no_longer_listed_is_signed_out_at_once(ana: Client, family: Family) -> None:
    assert ana.get("/profile/sign-ins").status_code == 200
    type(family.ana).objects.filter(pk=family.ana.pk).update(is_current=False)
    assert ana.get("/profile/sign-ins")["Location"].startswith("/login")


def test_a_sign_in_without_a_csrf_token_is_refused(family: Family) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/login", {"identifier": family.ana.number, "pin": PIN}).status_code == 403


@pytest.mark.parametrize(
    "identifier", ["' OR 1=1 --", "\x00", "🙂" * 16, "9" * 64, "<script>alert(1)</script>", "١٢٣٤٥٦٧٨٩٠"]
)
def test_hostile_input_is_just_wrong(client: Client, family: Family, identifier: str) -> None:
    response = client.post("/login", {"identifier": identifier, "pin": "\x00🙂"})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
