import pytest
from django.test import Client

from customer_connect.domain.identity.models import Session
from tests.domain.identity.people import PIN, WRONG, give_pin
from tests.factories import Family
from tests.web.signin.conftest import sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"


def test_the_history_shows_sign_ins_and_failures_and_no_one_elses(ana: Client, family: Family) -> None:
    give_pin(family.ben)
    Client().post("/login", {"identifier": family.ana.number, "pin": WRONG}, REMOTE_ADDR="198.51.100.23")
    Client().post("/login", {"identifier": family.ben.number, "pin": PIN}, REMOTE_ADDR="192.0.2.99")
    page = ana.get("/profile/sign-ins").content.decode()
    assert "Signed in" in page
    assert "Wrong PIN" in page
    assert "198.51.100.x" in page
    assert "198.51.100.23" not in page
    assert "192.0.2" not in page


def test_one_can_sign_out_everywhere_else(ana: Client, family: Family) -> None:
    elsewhere = sign_in(Client(), family, HTTP_USER_AGENT=FIREFOX)
    page = ana.get("/profile/sign-ins").content.decode()
    assert "Firefox, Windows" in page
    assert "Sign out everywhere else" in page
    response = ana.post("/profile/sign-ins/sign-out-elsewhere", follow=True)
    assert "You are signed out in 1 other place." in response.content.decode()
    assert elsewhere.get("/profile/sign-ins")["Location"].startswith("/login")
    assert Session.objects.visible_to(family.ana.user).count() == 1
    assert "Sign out everywhere else" not in ana.get("/profile/sign-ins").content.decode()


def test_long_histories_have_pages(ana: Client, family: Family) -> None:
    for _ in range(30):
        sign_in(Client(), family)
    assert "?page=2" in ana.get("/profile/sign-ins").content.decode()
    assert "?page=1" in ana.get("/profile/sign-ins?page=2").content.decode()
    assert ana.get("/profile/sign-ins?page=x").status_code == 200
